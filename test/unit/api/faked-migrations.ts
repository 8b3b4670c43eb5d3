/** A client of migrations for tests of the API: answers are given, calls are noted, nothing is decided. */
import type { Migrations } from '../../../client/api/api';
import type { MigrationSummary, PhaseCounts, Readiness } from '../../../client';
import { PHASES } from '../../../domain/phases';
import type { StateDocument } from '../../../domain/state';
import { VERBS, type Verb } from '../../../domain/verbs';
import { runState } from '../client/faked-temporal';

/** One call of the client, as the API made it. */
export interface NotedCall {
  readonly name: string;
  readonly args: readonly unknown[];
}

type Method = Exclude<keyof Migrations, Verb> | 'verb';

/** What each call answers with; a thrown error is an answer too. */
export type Answers = { readonly [M in Method]?: (...args: never[]) => unknown };

/** The state document of a run that has just begun; `more` overrides. */
export const stateDocument = (more: Partial<StateDocument> = {}): StateDocument => ({
  ...runState(more),
  polling: null,
  ...more,
});

/** A line of a list; `more` overrides. */
export function summary(more: Partial<MigrationSummary> = {}): MigrationSummary {
  return {
    workflowId: 'migrate-waba/1001',
    runId: 'run-1',
    wabaId: '1001',
    name: 'Acme',
    businessId: '77',
    sourceCurrency: 'USD',
    targetCurrency: 'INR',
    destinationWabaId: null,
    phase: 'cloning',
    phaseChangedAt: '2026-11-01T10:00:05.000Z',
    needsOperator: false,
    waitingFor: null,
    startedAt: '2026-11-01T10:00:00.000Z',
    startedBy: 'local:ops',
    ...more,
  };
}

/** Counts by phase; `more` overrides the zeros. */
export const counts = (more: Partial<PhaseCounts> = {}): PhaseCounts => ({
  ...(Object.fromEntries(PHASES.map((phase) => [phase, 0])) as PhaseCounts),
  ...more,
});

const readiness: Readiness = { ready: true, checks: [{ name: 'temporal', ok: true, detail: 'answers' }] };

const DEFAULTS: Answers = {
  start: () => ({ workflowId: 'migrate-waba/1001', runId: 'run-1', wabaId: '1001', started: true }),
  get: () => stateDocument(),
  list: () => ({ migrations: [summary()], nextPageToken: null }),
  count: () => counts({ cloning: 1 }),
  changes: () => ({ changes: [], complete: true }),
  oldestWait: () => null,
  readiness: () => readiness,
  verb: () => stateDocument(),
};

/** A client whose answers are given, and the calls that it saw. */
export function fakeMigrations(answers: Answers = {}): { migrations: Migrations; noted: NotedCall[] } {
  const noted: NotedCall[] = [];
  const method =
    (name: string, give: Method) =>
    async (...args: unknown[]): Promise<unknown> => {
      noted.push({ name, args });
      return (answers[give] ?? DEFAULTS[give])?.(...(args as never[]));
    };
  const own = (Object.keys(DEFAULTS) as Method[]).filter((name) => name !== 'verb');
  const migrations = Object.fromEntries([
    ...own.map((name) => [name, method(name, name)]),
    ...VERBS.map((verb) => [verb, method(verb, 'verb')]),
  ]) as unknown as Migrations;
  return { migrations, noted };
}
