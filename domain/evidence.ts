/**
 * The evidence file: what was there before and after, who decided what, and what Meta said, kept beyond Temporal's
 * retention. One JSON file per wait for a person and one at the end, `<EVIDENCE_DIR>/<wabaId>/<runId>-<n>.json`.
 */
import { z } from 'zod';
import type { Check } from './checks';
import { checkSchema, differenceSchema, runStateSchema } from './state';

const templateEvidence = z.object({
  id: z.string(),
  name: z.string(),
  language: z.string(),
  status: z.string().nullable(),
  category: z.string().nullable(),
  /** SHA-256 of the normalised components: the text itself is kept nowhere. */
  contentHash: z.string().nullable(),
});

/** One account as it was seen. A list that could not be read is null and named in `unreadable`. */
const accountEvidenceSchema = z.object({
  wabaId: z.string(),
  name: z.string().nullable(),
  currency: z.string().nullable(),
  ownerBusinessId: z.string().nullable(),
  primaryFundingId: z.string().nullable(),
  settings: z.record(z.string(), z.union([z.boolean(), z.string()])),
  numbers: z.array(z.object({ id: z.string(), digits: z.string(), status: z.string() })).nullable(),
  templates: z.array(templateEvidence).nullable(),
  flows: z.array(z.object({ id: z.string(), name: z.string(), status: z.string().nullable() })).nullable(),
  /** `overrideCallbackUri`: origin and path; the hash is of the whole, whose query may hold a token. */
  apps: z
    .array(
      z.object({
        id: z.string(),
        overrideCallbackUri: z.string().nullable(),
        overrideCallbackHash: z.string().nullable(),
      }),
    )
    .nullable(),
  users: z.record(z.string(), z.array(z.object({ id: z.string(), tasks: z.array(z.string()) })).nullable()),
  unreadable: z.array(z.string()),
});
/** One account as it was seen. */
export type AccountEvidence = z.infer<typeof accountEvidenceSchema>;

/** Old ids to new ones, in full. */
const idMapEvidenceSchema = z.object({
  waba: z.object({ source: z.string(), clone: z.string() }),
  numbers: z.array(z.object({ digits: z.string(), source: z.string(), clone: z.string().nullable() })),
  templates: z.array(z.object({ key: z.string(), source: z.string(), clone: z.string().nullable() })),
  flows: z.array(z.object({ name: z.string(), source: z.string(), clone: z.string().nullable() })),
});
/** Old ids to new ones, in full. */
export type IdMapEvidence = z.infer<typeof idMapEvidenceSchema>;

/** The evidence of a migration at one moment. */
export const evidenceSchema = z.object({
  schema: z.literal('waba-migration-evidence/1'),
  workflowId: z.string(),
  runId: z.string(),
  /** Which file of the run this is, from 1. */
  number: z.number().int().min(1),
  writtenAt: z.iso.datetime(),
  /** Why it was written: the phase in which the run waits or ended. */
  phase: z.string(),
  /** Who approved what, and when. */
  approvals: z.array(z.object({ by: z.string(), at: z.string(), digest: z.string(), comment: z.string().nullable() })),
  /** The digest verified last: what an approval approves. Null before a verification, or where there was none to make. */
  digest: z.string().nullable(),
  /** What was checked, as it was known then; null where nothing was. */
  checks: z.array(checkSchema).nullable(),
  /** What differs between source and clone, per kind of thing; null before a verification. */
  differences: z.array(differenceSchema).nullable(),
  state: runStateSchema.nullable(),
  before: accountEvidenceSchema.nullable(),
  after: accountEvidenceSchema.nullable(),
  idMap: idMapEvidenceSchema.nullable(),
  /** Trace ids of Meta's refusals, for a ticket to Meta's support. */
  fbtraceIds: z.array(z.string()),
});
/** The evidence of a migration at one moment. */
export type Evidence = z.infer<typeof evidenceSchema>;

/** Checks in the form in which evidence keeps them. */
export function checksEvidence(checks: readonly Check[]): Evidence['checks'] {
  return checks.map((check) => ({ ...check, samples: [...check.samples] }));
}
