/**
 * The phases of a credit operation (sharing a line with a customer, revoking it) and the moves between them, as data.
 * Types, terminal phases and the docs' diagram are derived from here; the workflows refuse any move that is not listed.
 */

/** Every phase, in the order in which an operation that goes well passes them; then where people wait, then the ends. */
export const CREDIT_PHASES = [
  'checking',
  'writing',
  'verifying',
  'compensating',
  'needs-operator',
  'completed',
  'refused',
  'compensated',
  'failed',
] as const;

/** Where a credit operation stands. */
export type CreditPhase = (typeof CREDIT_PHASES)[number];

/** What is done to a customer's funding. */
export const CREDIT_OPERATIONS = ['share', 'revoke'] as const;
/** What is done to a customer's funding. */
export type CreditOperation = (typeof CREDIT_OPERATIONS)[number];

/**
 * The allowed moves: from each phase, the phases that may follow it. A phase without any is terminal.
 *
 * `completed` out of `checking`: there was nothing to do. `failed`: something that was to go stayed (a revoke), or the
 * run was reset and sends nothing more.
 */
export const CREDIT_TRANSITIONS = {
  checking: ['writing', 'completed', 'refused', 'needs-operator', 'failed'],
  writing: ['verifying', 'compensating', 'needs-operator', 'refused', 'failed'],
  verifying: ['completed', 'compensating', 'needs-operator', 'failed'],
  compensating: ['compensated', 'needs-operator', 'failed'],
  'needs-operator': ['checking', 'writing', 'verifying', 'compensating', 'completed', 'refused'],
  completed: [],
  refused: [],
  compensated: [],
  failed: [],
} as const satisfies Record<CreditPhase, readonly CreditPhase[]>;

/** A phase that nothing follows. */
export type TerminalCreditPhase = {
  [P in CreditPhase]: (typeof CREDIT_TRANSITIONS)[P] extends readonly [] ? P : never;
}[CreditPhase];

/** Whether a text names a phase of a credit operation. */
export function isCreditPhase(text: string): text is CreditPhase {
  return (CREDIT_PHASES as readonly string[]).includes(text);
}

/** Whether an operation in this phase has ended. */
export function isTerminalCredit(phase: CreditPhase): phase is TerminalCreditPhase {
  return CREDIT_TRANSITIONS[phase].length === 0;
}

/** Whether an operation may move from one phase to the other. */
export function isAllowedCreditMove(from: CreditPhase, to: CreditPhase): boolean {
  return (CREDIT_TRANSITIONS[from] as readonly CreditPhase[]).includes(to);
}
