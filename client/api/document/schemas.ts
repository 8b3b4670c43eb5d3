/**
 * Paths and queries that several routes take, and the names under which shapes stand in the OpenAPI document.
 */
import { z } from 'zod';
import { accountFactsSchema } from '../../../domain/account-facts';
import { businessCreditSchema, radiusSchema } from '../../../domain/credit/funding';
import { creditLineDetailsSchema, creditLinesSchema } from '../../../domain/credit/questions';
import { creditOutcomeSchema, creditStateDocumentSchema } from '../../../domain/credit/state';
import { evidenceSchema } from '../../../domain/evidence';
import { wabaIdSchema } from '../../../domain/input';
import {
  outcomeSchema,
  reportSchema,
  stateDocumentSchema,
  timelineEntrySchema,
  waitingForSchema,
} from '../../../domain/state';
import {
  creditOperationListSchema,
  creditOperationSummarySchema,
  migrationListSchema,
  migrationSummarySchema,
  phaseCountsSchema,
  startedOperationSchema,
  startedSchema,
} from '../../answer-schemas';
import { problemSchema } from '../problems';
import { queryBoolean } from '../requests/query-values';

/** The account in a path. */
export const wabaParams = z.strictObject({ wabaId: wabaIdSchema.describe('id of the source WABA') });

/** Any account in a path. */
export const accountParams = z.strictObject({ wabaId: wabaIdSchema.describe('id of the WhatsApp Business Account') });

/** Which run of the account: the migration, or its newest dry run. */
export const runQuery = z.strictObject({
  dryRun: queryBoolean.optional().describe('the newest dry run instead of the migration'),
});

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
  AccountFacts: accountFactsSchema,
  CreditStateDocument: creditStateDocumentSchema,
  CreditOutcome: creditOutcomeSchema,
  CreditOperationSummary: creditOperationSummarySchema,
  CreditOperationList: creditOperationListSchema,
  CreditLines: creditLinesSchema,
  CreditLineDetails: creditLineDetailsSchema,
  BusinessCredit: businessCreditSchema,
  Radius: radiusSchema,
  StartedOperation: startedOperationSchema,
} as const;
for (const [id, schema] of Object.entries(NAMES)) z.globalRegistry.add(schema, { ...z.globalRegistry.get(schema), id });
