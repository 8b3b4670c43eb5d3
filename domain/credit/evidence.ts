/**
 * The evidence file of a credit operation: who was funded by what before and after, kept beyond Temporal's retention.
 * One JSON file per wait for a person and one at the end, `<EVIDENCE_DIR>/credit-<businessId>/<runId>-<n>.json`.
 */
import { z } from 'zod';
import { businessCreditSchema } from './funding';
import { CREDIT_OPERATIONS } from './phases';
import { creditRunStateSchema } from './state';

/** The evidence of a credit operation at one moment. */
export const creditEvidenceSchema = z.object({
  schema: z.literal('waba-credit-evidence/1'),
  workflowId: z.string(),
  runId: z.string(),
  /** Which file of the run this is, from 1. */
  number: z.number().int().min(1),
  writtenAt: z.iso.datetime(),
  operation: z.enum(CREDIT_OPERATIONS),
  businessId: z.string(),
  /** The phase in which the run waits or ended. */
  phase: z.string(),
  /** Null in the first file, which is written before anything is changed. */
  state: creditRunStateSchema.nullable(),
  before: businessCreditSchema.nullable(),
  after: businessCreditSchema.nullable(),
  /** Trace ids of Meta's refusals, for a ticket to Meta's support. */
  fbtraceIds: z.array(z.string()),
});
/** The evidence of a credit operation at one moment. */
export type CreditEvidence = z.infer<typeof creditEvidenceSchema>;
