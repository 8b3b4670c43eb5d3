/** A client of migrations for tests of the API: answers are given, calls are noted, nothing is decided. */
import type { Credit, Migrations } from '../../../client/api/api';
import type { AccountFacts, CreditOperationSummary, MigrationSummary, PhaseCounts, Readiness } from '../../../client';
import { PHASES } from '../../../domain/phases';
import type { CreditStateDocument } from '../../../domain/credit/state';
import type { StateDocument } from '../../../domain/state';
import { VERBS, type Verb } from '../../../domain/verbs';
import { runState } from '../client/faked-temporal';

/** One call of the client, as the API made it. */
export interface NotedCall {
  readonly name: string;
  readonly args: readonly unknown[];
}

type Method = Exclude<keyof Migrations, Verb | 'credit'> | 'verb';

/** What each call answers with; a thrown error is an answer too. */
export type Answers = { readonly [M in Method]?: (...args: never[]) => unknown } & { readonly credit?: CreditAnswers };

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
    taskFails: false,
    startedAt: '2026-11-01T10:00:00.000Z',
    startedBy: 'local:ops',
    secondPerson: false,
    approval: 'manual',
    ...more,
  };
}

/** An account that our line pays for; `more` overrides. */
export const accountFacts = (more: Partial<AccountFacts> = {}): AccountFacts => ({
  wabaId: '1001',
  name: 'Acme',
  currency: 'USD',
  fundedBy: 'our-line',
  fundingId: '601',
  allocationId: '501',
  numbers: 2,
  lineId: '5',
  timezoneId: '71',
  status: 'ACTIVE',
  accountReviewStatus: 'APPROVED',
  businessVerificationStatus: 'verified',
  ownerBusinessId: '77',
  ownerBusinessName: 'Acme Ltd',
  unreadable: [],
  ...more,
});

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
  account: () => accountFacts(),
  changes: () => ({ changes: [], complete: true }),
  oldestWait: () => null,
  readiness: () => readiness,
  verb: () => stateDocument(),
};

/** What each call about credit lines answers with. */
export type CreditAnswers = { readonly [M in keyof Credit]?: (...args: never[]) => unknown };

/** The state document of an operation that has just begun; `more` overrides. */
export const creditState = (more: Partial<CreditStateDocument> = {}): CreditStateDocument => ({
  workflowId: 'credit-line/77',
  runId: 'run-1',
  operation: 'share',
  businessId: '77',
  wabaId: '1001',
  currency: 'INR',
  creditLineId: '5',
  phase: 'writing',
  waitingFor: null,
  needsOperator: false,
  cancellation: null,
  radius: null,
  timeline: [],
  outcome: null,
  polling: null,
  ...more,
});

/** A line of a list of operations; `more` overrides. */
export const operationSummary = (more: Partial<CreditOperationSummary> = {}): CreditOperationSummary => ({
  workflowId: 'credit-line/77',
  runId: 'run-1',
  operation: 'share',
  businessId: '77',
  wabaId: '1001',
  currency: 'INR',
  phase: 'verifying',
  phaseChangedAt: '2026-11-01T10:00:05.000Z',
  needsOperator: false,
  waitingFor: null,
  taskFails: false,
  startedAt: '2026-11-01T10:00:00.000Z',
  startedBy: 'local:ops',
  ...more,
});

const startedOperation = { workflowId: 'credit-line/77', runId: 'run-1', started: true };
const businessCredit = { businessId: '77', allocations: [], wabas: [], unreadable: [] };

const CREDIT_DEFAULTS: Required<CreditAnswers> = {
  lines: () => ({ businessId: '2', lines: [], why: 'none was issued' }),
  line: () => ({ id: '5', fields: {}, allocations: [], invoiceGroups: [], unreadable: [] }),
  business: () => businessCredit,
  radius: () => ({ ...businessCredit, digest: 'a'.repeat(64), openRuns: [], numbers: 0 }),
  share: () => startedOperation,
  revoke: () => startedOperation,
  get: () => creditState(),
  list: () => ({ operations: [operationSummary()], nextPageToken: null }),
  countWaiting: () => 0,
  oldestWait: () => null,
  retryVerification: () => creditState(),
  acceptAsIs: () => creditState(),
  retryCompensation: () => creditState(),
  confirmRadius: () => creditState(),
  cancel: () => creditState(),
};

/** A client whose answers are given, and the calls that it saw. */
export function fakeMigrations(answers: Answers = {}): { migrations: Migrations; noted: NotedCall[] } {
  const { credit: creditAnswers = {}, ...plain } = answers;
  const noted: NotedCall[] = [];
  const method = (name: string, give: Method) =>
    async function (this: unknown, ...args: unknown[]): Promise<unknown> {
      // The real one is a class: a method that was taken from it would fail. Verbs are bound.
      if (give !== 'verb' && this !== migrations) throw new TypeError(`${name} was called without its client`);
      noted.push({ name, args });
      return (plain[give] ?? DEFAULTS[give])?.(...(args as never[]));
    };
  const credit = Object.fromEntries(
    (Object.keys(CREDIT_DEFAULTS) as (keyof Credit)[]).map((name) => [
      name,
      async (...args: unknown[]): Promise<unknown> => {
        noted.push({ name: `credit.${name}`, args });
        return (creditAnswers[name] ?? CREDIT_DEFAULTS[name])(...(args as never[]));
      },
    ]),
  );
  const own = (Object.keys(DEFAULTS) as Method[]).filter((name) => name !== 'verb');
  const migrations: Migrations = Object.fromEntries([
    ['credit', credit],
    ...own.map((name) => [name, method(name, name)]),
    ...VERBS.map((verb) => [verb, method(verb, 'verb')]),
  ]);
  return { migrations, noted };
}
