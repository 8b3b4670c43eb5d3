import { z } from 'zod';

/** What can go wrong with a call; `docs/simulator.md` says what each does. */
export const faultKinds = [
  'refuse',
  'throttle',
  'fail-before',
  'fail-after',
  'hold',
  'hold-before',
  'delay',
  'stale',
  'truncate',
  'unknown-status',
  'unknown-field',
  'html-502',
  'html-502-after',
] as const;

const pattern = z.string().refine((text) => {
  try {
    return Boolean(new RegExp(text));
  } catch {
    return false;
  }
}, 'not a regular expression');

/** A rule: which calls, and what happens to them. */
export const faultRuleSchema = z.strictObject({
  id: z.string().min(1).optional(),
  method: z.enum(['GET', 'POST', 'DELETE']).optional(),
  /** Regular expression over the path without version and query, for example `/message_templates$`. */
  path: pattern.optional(),
  /** The account of the call; a migration's calls belong to its source and to its clone. */
  wabaId: z.string().optional(),
  /** The line of credit of the call: the one in its path, or that of the sharing record in it. */
  lineId: z.string().optional(),
  /** The portfolio of the call: in its path, receiving a line, or owning the account that is named. */
  businessId: z.string().optional(),
  /** The effect that the call is meant to have, for example `resume-accepted`. */
  effect: z.string().optional(),
  /** Matching calls to let pass first. */
  skip: z.number().int().nonnegative().default(0),
  /** Calls to hit; 0 is until the rule is removed. */
  times: z.number().int().nonnegative().default(1),
  fault: z.enum(faultKinds),
  error: z
    .strictObject({
      status: z.number().int().min(400).max(599).default(400),
      code: z.number().int(),
      subcode: z.number().int().optional(),
      message: z.string().default('Refused by a fault rule'),
      is_transient: z.boolean().default(false),
    })
    .optional(),
  delayMs: z.number().int().nonnegative().default(1_000),
  regainMinutes: z.number().int().nonnegative().default(5),
});

export type FaultRule = z.infer<typeof faultRuleSchema> & { id: string };

/** Seeded random faults: the same seed and the same calls give the same faults. */
export const randomFaultsSchema = z.strictObject({
  seed: z.number().int().nonnegative().optional(),
  /** Chance of each call to be hit, 0 to 1. */
  probability: z.number().min(0).max(1),
  faults: z
    .array(z.enum(faultKinds))
    .min(1)
    .default(['fail-before', 'fail-after', 'throttle', 'stale', 'html-502', 'html-502-after']),
  methods: z.array(z.enum(['GET', 'POST', 'DELETE'])).optional(),
});

export type RandomFaults = Required<Pick<z.infer<typeof randomFaultsSchema>, 'seed' | 'probability' | 'faults'>> & {
  methods?: ('GET' | 'POST' | 'DELETE')[] | undefined;
};

/** What survives a restart of the fault book. */
export const storedFaultsSchema = z.strictObject({
  nextId: z.number().int().positive(),
  rules: z.array(z.strictObject({ rule: faultRuleSchema.extend({ id: z.string() }), seen: z.number() })),
  random: randomFaultsSchema.extend({ seed: z.number() }).nullable(),
  randomState: z.number(),
});

export type StoredFaults = z.infer<typeof storedFaultsSchema>;
