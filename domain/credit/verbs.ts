/** What a person may tell a credit operation. */
import { z } from 'zod';
import { radiusDigestSchema } from './input';

/** Every verb of a credit operation. */
export const CREDIT_VERBS = [
  'retry-verification',
  'accept-as-is',
  'retry-compensation',
  'confirm-radius',
  'cancel',
] as const;

/** A verb of a credit operation. */
export type CreditVerb = (typeof CREDIT_VERBS)[number];

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

const withReason = z.strictObject({ ...verbBase, reason: z.string().trim().min(1, 'say why').max(1_000) });

/** The input of each verb. Unknown keys are refused, so that a misspelt one is not lost. */
export const creditVerbInputs = {
  'retry-verification': withReason,
  'accept-as-is': withReason,
  'retry-compensation': withReason,
  'confirm-radius': z.strictObject({ ...verbBase, radius: radiusDigestSchema }),
  cancel: withReason,
} as const satisfies Record<CreditVerb, z.ZodType>;

/** The checked input of a verb. */
export type CreditVerbInput<V extends CreditVerb = CreditVerb> = z.output<(typeof creditVerbInputs)[V]>;
