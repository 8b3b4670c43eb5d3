/**
 * What a person may tell a running migration, in which phase, before and after the numbers were told to move.
 */
import { z } from 'zod';
import { CHECK_NAMES } from './checks';
import { wabaIdSchema } from './input';
import { isTerminal, type Phase } from './phases';

/** Every verb of a migration. */
export const VERBS = [
  'approve',
  'reject',
  'waive',
  'retry',
  'attach',
  'pause',
  'unpause',
  'abandon',
  'conclude',
] as const;

/** A verb of a migration. */
export type Verb = (typeof VERBS)[number];

/** The steps that `retry` can name, with the phase each leads to. */
export const RETRY_STEPS = {
  assess: 'assessing',
  initiate: 'initiating',
  clone: 'cloning',
  verify: 'verifying',
  resume: 'cutting-over',
  confirm: 'confirming',
} as const satisfies Record<string, Phase>;

/** A step that `retry` can name. */
export type RetryStep = keyof typeof RETRY_STEPS;

const ACTIVE: readonly Phase[] = [
  'assessing',
  'initiating',
  'cloning',
  'verifying',
  'awaiting-approval',
  'cutting-over',
  'needs-operator',
];

/**
 * In which phases each verb is allowed before `resume_migration` was sent, and in which after it.
 * A verb may still be refused there for a reason of its own (an outdated digest, a step that makes no sense now).
 */
export const VERB_PHASES: Record<Verb, { readonly before: readonly Phase[]; readonly after: readonly Phase[] }> = {
  approve: { before: ['awaiting-approval'], after: [] },
  reject: { before: ['awaiting-approval'], after: [] },
  waive: { before: ['awaiting-approval', 'needs-operator'], after: [] },
  retry: { before: ['needs-operator'], after: ['needs-operator'] },
  attach: { before: ['needs-operator'], after: [] },
  pause: {
    before: ['assessing', 'initiating', 'cloning', 'verifying', 'awaiting-approval', 'cutting-over'],
    after: ['cutting-over', 'confirming'],
  },
  unpause: { before: ACTIVE, after: ['cutting-over', 'confirming', 'needs-operator'] },
  abandon: { before: ACTIVE, after: [] },
  conclude: { before: [], after: ['needs-operator'] },
};

/** Whether a verb may be given in this phase; `resumeSent`: a `resume_migration` left us and was not refused. */
export function isVerbAllowed(verb: Verb, phase: Phase, resumeSent: boolean): boolean {
  if (isTerminal(phase)) return false;
  return VERB_PHASES[verb][resumeSent ? 'after' : 'before'].includes(phase);
}

/** The `--accept-orphan none` of `retry`: the operator looked and found no clone. */
export const NO_ORPHAN = 'none';

const verbBase = {
  /** Who decided: `local:<user>` from the command line, the key's name over HTTP. */
  by: z.string().min(1).max(200),
  /** The wait that the decision was taken on; an outdated one is refused. */
  waitingForId: z.string().max(200).optional(),
  /** Hash of the HTTP request that carried the verb. */
  requestHash: z.string().max(200).optional(),
  /** Id of that request, under which the API's log has more. */
  requestId: z.string().max(200).optional(),
};

const reason = z.string().trim().min(1, 'say why').max(1_000);

/** The input of each verb. Unknown keys are refused, so that a misspelt one is not lost. */
export const verbInputs = {
  approve: z.strictObject({
    ...verbBase,
    digest: z.string().regex(/^[0-9a-f]{64}$/, 'a digest is 64 hexadecimal digits, as `report` prints it'),
    notBefore: z.iso.datetime({ offset: true }).optional(),
    comment: z.string().max(1_000).optional(),
  }),
  reject: z.strictObject({ ...verbBase, reason }),
  waive: z.strictObject({ ...verbBase, check: z.enum(CHECK_NAMES), reason }),
  retry: z.strictObject({
    ...verbBase,
    step: z.enum(Object.keys(RETRY_STEPS) as [RetryStep, ...RetryStep[]]).optional(),
    acceptOrphans: z
      .array(z.union([wabaIdSchema, z.literal(NO_ORPHAN)]))
      .max(100)
      .optional(),
  }),
  attach: z.strictObject({
    ...verbBase,
    migrationId: z
      .string()
      .regex(/^[A-Za-z0-9_.:-]{1,128}$/, 'a migration id is up to 128 letters, digits and _ . : -'),
  }),
  pause: z.strictObject(verbBase),
  unpause: z.strictObject(verbBase),
  abandon: z.strictObject({ ...verbBase, reason }),
  conclude: z.strictObject({ ...verbBase, reason }),
} as const satisfies Record<Verb, z.ZodType>;

/** The parsed input of a verb. */
export type VerbInput<V extends Verb> = z.infer<(typeof verbInputs)[V]>;
