/** A client of Temporal for tests of what the client asks for: answers are given, calls are noted, nothing is decided. */
import type { Client, WorkflowExecutionDescription } from '@temporalio/client';
import { defineSearchAttributeKey, TypedSearchAttributes, type SearchAttributePair } from '@temporalio/common';
import { loadDataConverter } from '@temporalio/common/lib/internal-non-workflow';
import type { Calls } from '../../../client/temporal/calls';
import type { RunState } from '../../../domain/state';

/** One call of the client, as it went out. */
export interface NotedCall {
  readonly name: string;
  readonly args: readonly unknown[];
}

/** What each call answers with; a thrown error is an answer too. */
export interface Answers {
  readonly start?: (...args: unknown[]) => unknown;
  readonly describe?: (workflowId: string, runId: string | undefined) => unknown;
  readonly query?: () => unknown;
  readonly result?: (workflowId: string, runId: string | undefined) => unknown;
  readonly executeUpdate?: (name: string, options: { args: [Record<string, unknown>] }) => unknown;
  /** The answer of an Update that was given before, by its id. */
  readonly updateResult?: (updateId: string) => unknown;
  readonly describeNamespace?: () => unknown;
  readonly describeTaskQueue?: (request: { taskQueue: { name: string }; taskQueueType: number }) => unknown;
  readonly list?: (request: { query: string; pageSize: number; nextPageToken: Uint8Array }) => unknown;
  readonly count?: (query: string) => unknown;
}

/** A client of Temporal whose answers are given, and the calls that it saw. */
export function fakeTemporal(answers: Answers): { client: Client; calls: Calls; noted: NotedCall[] } {
  const noted: NotedCall[] = [];
  const answer =
    (name: keyof Answers, first: readonly unknown[] = []) =>
    async (...args: unknown[]): Promise<unknown> => {
      noted.push({ name, args: [...first, ...args] });
      const give = answers[name] as ((...all: unknown[]) => unknown) | undefined;
      if (give === undefined) throw new Error(`the test gave no answer for ${name}`);
      return give(...first, ...args);
    };
  const client = {
    options: { namespace: 'default', loadedDataConverter: loadDataConverter({}) },
    connection: { withDeadline: async (_deadline: number, call: () => Promise<unknown>) => call() },
    workflowService: {
      listWorkflowExecutions: answer('list'),
      describeNamespace: answer('describeNamespace'),
      describeTaskQueue: answer('describeTaskQueue'),
    },
    workflow: {
      start: answer('start'),
      count: answer('count'),
      getHandle: (workflowId: string, runId?: string) => ({
        describe: answer('describe', [workflowId, runId]),
        query: answer('query'),
        result: answer('result', [workflowId, runId]),
        executeUpdate: answer('executeUpdate'),
        getUpdateHandle: (updateId: string) => ({ result: answer('updateResult', [updateId]) }),
      }),
    },
  } as unknown as Client;
  return { client, calls: { client, serverTimeoutMs: 1_000, workerTimeoutMs: 1_000 }, noted };
}

/** A client that must not be touched: every use of it fails the test. */
export const untouchable = new Proxy({} as Client, {
  get: (_target, property) => {
    throw new Error(`Temporal was contacted: client.${String(property)}`);
  },
});

/** A described run; `more` overrides. */
export function describedRun(more: Partial<WorkflowExecutionDescription> = {}): WorkflowExecutionDescription {
  return {
    type: 'migrateWaba',
    workflowId: 'migrate-waba/1001',
    runId: 'run-1',
    taskQueue: 'waba-workflows',
    status: { code: 1, name: 'RUNNING' },
    historyLength: 10,
    startTime: new Date('2026-11-01T10:00:00Z'),
    memo: {},
    searchAttributes: {},
    typedSearchAttributes: new TypedSearchAttributes(),
    raw: { pendingActivities: [] },
    ...more,
  } as unknown as WorkflowExecutionDescription;
}

/** Search attributes as Temporal's client gives them. */
export function attributes(
  values: Readonly<Record<string, string | boolean | Date | string[]>>,
): TypedSearchAttributes {
  const pairs = Object.entries(values).map(([name, value]) => {
    const type =
      typeof value === 'boolean'
        ? 'BOOL'
        : value instanceof Date
          ? 'DATETIME'
          : Array.isArray(value)
            ? 'KEYWORD_LIST'
            : 'KEYWORD';
    return { key: defineSearchAttributeKey(name, type), value } as SearchAttributePair;
  });
  return new TypedSearchAttributes(pairs);
}

/** The state of a run that has just begun; `more` overrides. */
export function runState(more: Partial<RunState> = {}): RunState {
  return {
    workflowId: 'migrate-waba/1001',
    runId: 'run-1',
    wabaId: '1001',
    targetCurrency: 'INR',
    startedBy: 'local:ops',
    secondPerson: false,
    phase: 'cloning',
    waitingFor: null,
    needsOperator: false,
    migrationId: null,
    destinationWabaId: null,
    orphans: [],
    report: null,
    approved: null,
    timeline: [{ at: '2026-11-01T10:00:00.000Z', phase: 'assessing', text: 'Started', by: 'local:ops' }],
    outcome: null,
    ...more,
  };
}
