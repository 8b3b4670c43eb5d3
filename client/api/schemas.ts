/**
 * Shapes of the API that are not in `domain/` because only lists and answers have them, and the names under which shapes
 * stand in the OpenAPI document. Each is checked against the client's own type, so that neither can drift.
 */
import { z } from 'zod';
import type { MigrationPage, MigrationSummary, PhaseCounts, StartResult } from '..';
import { evidenceSchema } from '../../domain/evidence';
import { wabaIdSchema } from '../../domain/input';
import { PHASES, type Phase } from '../../domain/phases';
import {
  outcomeSchema,
  reportSchema,
  stateDocumentSchema,
  timelineEntrySchema,
  waitingForSchema,
} from '../../domain/state';
import { problemSchema } from './problems';
import { queryBoolean } from './query-values';

const iso = z.iso.datetime({ offset: true });

/** The account in a path. */
export const wabaParams = z.strictObject({ wabaId: wabaIdSchema.describe('id of the source WABA') });

/** Which run of the account: the migration, or its newest dry run. */
export const runQuery = z.strictObject({
  dryRun: queryBoolean.optional().describe('the newest dry run instead of the migration'),
});

/** The answer of a start. */
export const startedSchema = z.object({
  workflowId: z.string(),
  runId: z.string(),
  wabaId: z.string(),
  started: z.boolean().describe('false where the run was there already, asking for the same'),
}) satisfies z.ZodType<StartResult>;

const migrationSummarySchema = z.object({
  workflowId: z.string(),
  runId: z.string(),
  wabaId: z.string(),
  name: z.string().nullable(),
  businessId: z.string().nullable(),
  sourceCurrency: z.string().nullable(),
  targetCurrency: z.string().nullable(),
  destinationWabaId: z.string().nullable(),
  phase: z.enum(PHASES).nullable(),
  phaseChangedAt: iso.nullable(),
  needsOperator: z.boolean(),
  waitingFor: waitingForSchema.nullable(),
  startedAt: iso,
  startedBy: z.string().nullable(),
}) satisfies z.ZodType<MigrationSummary>;

const count = z.number().int().min(0);
const phaseCountsSchema = z.object(
  Object.fromEntries(PHASES.map((phase) => [phase, count])) as Record<Phase, typeof count>,
) satisfies z.ZodType<PhaseCounts>;

/** One page of migrations, with counts by phase. */
export const migrationListSchema = z.object({
  migrations: z.array(migrationSummarySchema),
  nextPageToken: z.string().nullable().describe('give it as pageToken, with the same filter; null on the last page'),
  counts: phaseCountsSchema
    .nullable()
    .describe('how many migrations of this filter stand in each phase, whatever `phase` asks for; null on later pages'),
}) satisfies z.ZodType<Omit<MigrationPage, 'migrations'>>;
/** One page of migrations, with counts by phase. */
export type MigrationList = z.infer<typeof migrationListSchema>;

/** What happened, in order. */
export const timelineSchema = z.object({ timeline: z.array(timelineEntrySchema) });

/** The names of shapes in the OpenAPI document; its generator finds them in zod's registry. */
const NAMES = {
  Problem: problemSchema,
  StateDocument: stateDocumentSchema,
  Report: reportSchema,
  Outcome: outcomeSchema,
  TimelineEntry: timelineEntrySchema,
  WaitingFor: waitingForSchema,
  MigrationSummary: migrationSummarySchema,
  MigrationList: migrationListSchema,
  PhaseCounts: phaseCountsSchema,
  Started: startedSchema,
  Evidence: evidenceSchema,
} as const;
for (const [id, schema] of Object.entries(NAMES)) z.globalRegistry.add(schema, { ...z.globalRegistry.get(schema), id });
