/**
 * The state document of a migration: what `show`, every verb and `GET /v1/migrations/{wabaId}` answer with, and what a
 * closed run leaves as its result or as the details of its failure.
 */
import { z } from 'zod';
import { CHECK_NAMES, CHECK_RESULTS, CHECK_STAGES, MAX_SAMPLES, VERDICTS } from './checks';
import { PHASES } from './phases';
import { VERBS } from './verbs';

const iso = z.iso.datetime({ offset: true });

/** Why a run waits, until when at most, and what a person can do. */
export const waitingForSchema = z.object({
  id: z.string(),
  reason: z.string(),
  until: iso.nullable(),
  verbs: z.array(z.enum(VERBS)),
  /** Accounts that may be this run's clone, each of which a `retry` must name; empty in memos of older runs. */
  candidates: z.array(z.string()).default([]),
});
/** Why a run waits. */
export type WaitingFor = z.infer<typeof waitingForSchema>;

/** The poll that is under way; composed by the client from describing the run. */
export const pollingSchema = z.object({
  attempt: z.number().int(),
  lastStatus: z.string().nullable(),
  nextAt: iso.nullable(),
});
/** The poll that is under way. */
export type Polling = z.infer<typeof pollingSchema>;

/** A clone that a run left behind. `wabaId` is null where Meta never named it. */
export const orphanSchema = z.object({
  wabaId: z.string().nullable(),
  migrationId: z.string().nullable(),
  since: iso,
});
/** A clone that a run left behind. */
export type Orphan = z.infer<typeof orphanSchema>;

/** See {@link import('./checks').Check}. */
export const checkSchema = z.object({
  name: z.enum(CHECK_NAMES),
  stage: z.enum(CHECK_STAGES),
  result: z.enum(CHECK_RESULTS),
  verdict: z.enum(VERDICTS),
  waivable: z.boolean(),
  waived: z.boolean(),
  counts: z.record(z.string(), z.number()),
  samples: z.array(z.string()).max(MAX_SAMPLES),
  text: z.string(),
});

/** What differs between source and clone, per kind of thing: counts and at most ten samples. */
export const differenceSchema = z.object({
  kind: z.enum(['templates', 'flows', 'apps', 'users', 'numbers', 'settings', 'funding']),
  matching: z.number().int(),
  missing: z.number().int(),
  extra: z.number().int(),
  changed: z.number().int(),
  samples: z.array(z.string()).max(MAX_SAMPLES),
});
/** What differs between source and clone in one kind of thing. */
export type Difference = z.infer<typeof differenceSchema>;

/** Old ids and new ones; lists of templates and Flows are in the evidence file. */
export const idMapSchema = z.object({
  waba: z.object({ source: z.string(), clone: z.string().nullable() }),
  phones: z.array(z.object({ digits: z.string(), sourceId: z.string(), cloneId: z.string().nullable() })),
  templates: z.object({ count: z.number().int() }),
  flows: z.object({ count: z.number().int() }),
  evidencePath: z.string().nullable(),
});
/** Old ids and new ones. */
export type IdMap = z.infer<typeof idMapSchema>;

/** What was checked and what a person approves. */
export const reportSchema = z.object({
  digest: z.string().nullable(),
  verdict: z.enum(VERDICTS),
  checks: z.array(checkSchema),
  differences: z.array(differenceSchema),
  idMap: idMapSchema,
});
/** What was checked and what a person approves. */
export type Report = z.infer<typeof reportSchema>;

/** One line of what happened, by whom where a person did it. */
export const timelineEntrySchema = z.object({
  at: iso,
  phase: z.enum(PHASES),
  text: z.string(),
  by: z.string().nullable(),
});
/** One line of what happened. */
export type TimelineEntry = z.infer<typeof timelineEntrySchema>;

/** Where a number ended. */
export const numberOutcomeSchema = z.object({
  digits: z.string(),
  sourceId: z.string(),
  cloneId: z.string().nullable(),
  on: z.enum(['source', 'clone', 'unknown']),
  status: z.string(),
});
/** Where a number ended. */
export type NumberOutcome = z.infer<typeof numberOutcomeSchema>;

/** How the test message ended; never more than "accepted": only a delivery report would prove it. */
export const testMessageOutcomeSchema = z.object({
  state: z.enum(['accepted-not-proven', 'refused', 'unknown', 'not-sent']),
  messageId: z.string().nullable(),
  text: z.string(),
});
/** How the test message ended. */
export type TestMessageOutcome = z.infer<typeof testMessageOutcomeSchema>;

/** The approval that holds, by a person or by `auto`; a change of the account voids it. */
export const approvalSchema = z.object({
  by: z.string(),
  at: iso,
  digest: z.string(),
  comment: z.string().nullable(),
  /** Nothing moves before this moment. */
  notBefore: iso.nullable(),
});
/** The approval that holds. */
export type ApprovalState = z.infer<typeof approvalSchema>;

/** How a run ended. */
export const outcomeSchema = z.object({
  reason: z.string(),
  by: z.string().nullable(),
  numbers: z.array(numberOutcomeSchema),
  testMessage: testMessageOutcomeSchema.nullable(),
  allocations: z.array(z.object({ id: z.string(), businessId: z.string() })),
  evidencePath: z.string().nullable(),
});
/** How a run ended. */
export type Outcome = z.infer<typeof outcomeSchema>;

/** The state document without `polling`, which a workflow cannot see of itself. */
export const runStateSchema = z.object({
  workflowId: z.string(),
  runId: z.string(),
  wabaId: z.string(),
  targetCurrency: z.string(),
  startedBy: z.string().nullable().default(null),
  /** Whether who started the run may not approve it. */
  secondPerson: z.boolean().default(false),
  phase: z.enum(PHASES),
  waitingFor: waitingForSchema.nullable(),
  needsOperator: z.boolean(),
  migrationId: z.string().nullable(),
  destinationWabaId: z.string().nullable(),
  orphans: z.array(orphanSchema),
  report: reportSchema.nullable(),
  approved: approvalSchema.nullable().default(null),
  timeline: z.array(timelineEntrySchema),
  outcome: outcomeSchema.nullable(),
});
/** The state document without `polling`: the result of a Completed run, the failure details of a Failed one. */
export type RunState = z.infer<typeof runStateSchema>;

/** The state document, as people and programs get it. */
export const stateDocumentSchema = runStateSchema.extend({ polling: pollingSchema.nullable() });
/** The state document, as people and programs get it. */
export type StateDocument = z.infer<typeof stateDocumentSchema>;
