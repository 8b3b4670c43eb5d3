/** A move of a credit operation: where to, and the line of the timeline that says why. */
import type { CREDIT_TRANSITIONS, CreditPhase, TerminalCreditPhase } from '../../domain/credit/phases';

/** A move to another phase. */
export interface Move<P extends CreditPhase = CreditPhase> {
  readonly to: P;
  readonly text: string;
  /** The person who decided it; null where the run moves by itself. */
  readonly by: string | null;
}

/** A move to a phase, with the line of the timeline that says why, and who decided it. */
export function moveTo<P extends CreditPhase>(to: P, text: string, by: string | null = null): Move<P> {
  return { to, text, by };
}

/** The phases in which an operation is still under way. */
export type OpenCreditPhase = Exclude<CreditPhase, TerminalCreditPhase>;

/** What the step of a phase may return: a move to one of the phases that the table lists after its own. */
export type After<P extends CreditPhase> = Promise<Move<(typeof CREDIT_TRANSITIONS)[P][number]>>;
