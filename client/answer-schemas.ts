/**
 * Shapes of the client's answers that are not in `domain/`, for what carries them over HTTP: the server documents its
 * answers by them, the client reads them by them. Each is checked against the client's own type.
 */
import { z } from 'zod';
import { CREDIT_OPERATIONS, CREDIT_PHASES } from '../domain/credit/phases';
import { creditWaitingForSchema } from '../domain/credit/state';
import { APPROVALS } from '../domain/input';
import { PHASES, type Phase } from '../domain/phases';
import { waitingForSchema } from '../domain/state';
import type { CreditOperationPage, CreditOperationSummary } from './credit/list';
import { READINESS_CHECKS, type Readiness } from './readiness-checks';
import type { StartResult } from './start/start-migration';
import type { StartedRun } from './start/start-run';
import type { RunChange } from './visibility/changes';
import type { MigrationPage, MigrationSummary, PhaseCounts } from './visibility/list';

const iso = z.iso.datetime({ offset: true });

/** What the start of a migration led to. */
export const startedSchema = z.object({
  workflowId: z.string(),
  runId: z.string(),
  wabaId: z.string(),
  started: z.boolean().describe('false where the run was there already, asking for the same'),
}) satisfies z.ZodType<StartResult>;

/** What the start of a credit operation led to. */
export const startedOperationSchema = z.object({
  workflowId: z.string(),
  runId: z.string(),
  started: z.boolean().describe('false where the operation was open already, asking for the same'),
}) satisfies z.ZodType<StartedRun>;

/** One line of a list. */
export const migrationSummarySchema = z.object({
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
  taskFails: z.boolean().describe('whether its workflow task fails again and again, which only an engineer can mend'),
  startedAt: iso,
  startedBy: z.string().nullable(),
  secondPerson: z.boolean().describe('whether who started it may not approve it'),
  approval: z
    .enum(APPROVALS)
    .nullable()
    .describe('whether a person approves it or it goes through by itself; null for a run that does not say'),
}) satisfies z.ZodType<MigrationSummary>;

const count = z.number().int().min(0);

/** How many migrations stand in each phase. */
export const phaseCountsSchema = z.object(
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

/** One line of a list of credit operations. */
export const creditOperationSummarySchema = z.object({
  workflowId: z.string(),
  runId: z.string(),
  operation: z.enum(CREDIT_OPERATIONS),
  businessId: z.string(),
  wabaId: z.string().nullable().describe('null for a revoke, which is about every account of the business'),
  currency: z.string().nullable(),
  phase: z.enum(CREDIT_PHASES).nullable(),
  phaseChangedAt: iso.nullable(),
  needsOperator: z.boolean(),
  waitingFor: creditWaitingForSchema.nullable(),
  taskFails: z.boolean().describe('whether its workflow task fails again and again, which only an engineer can mend'),
  startedAt: iso,
  startedBy: z.string().nullable(),
}) satisfies z.ZodType<CreditOperationSummary>;

/** One page of credit operations. */
export const creditOperationListSchema = z.object({
  operations: z.array(creditOperationSummarySchema),
  nextPageToken: z.string().nullable().describe('give it as pageToken, with the same filter; null on the last page'),
}) satisfies z.ZodType<Omit<CreditOperationPage, 'operations'>>;

/** Everything that runs need. */
export const readinessSchema = z.object({
  ready: z.boolean(),
  checks: z.array(z.object({ name: z.enum(READINESS_CHECKS), ok: z.boolean(), detail: z.string() })),
}) satisfies z.ZodType<Readiness>;

/** A hint that a run entered another phase, or closed. */
export const runChangeSchema = z.object({
  id: z.string(),
  runId: z.string(),
  wabaId: z.string().nullable(),
  businessId: z.string().nullable(),
  phase: z.string().nullable(),
  phaseChangedAt: iso.nullable(),
  needsOperator: z.boolean(),
  closed: z.boolean(),
}) satisfies z.ZodType<RunChange>;

/** What an event stream says while Temporal cannot be read. */
export const awaySchema = z.object({ since: iso });
