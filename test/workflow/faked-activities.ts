/** Activities that answer from a script, one script per account: the other half of every workflow test. */
import { Context } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import type {
  AssessResult,
  ConfirmResult,
  MigrationActivities,
  NotificationActivities,
  SourceFacts,
  VerifyResult,
} from '../../activities/contract';
import type { NumberRecord } from '../../domain/account';
import { CHECKS, makeCheck, type Check, type CheckName, type CheckResult, type CheckStage } from '../../domain/checks';
import type { Fingerprint } from '../../domain/digest';
import { failure, type FailureType } from '../../domain/failures';

type Activities = MigrationActivities & NotificationActivities;
export type ActivityName = keyof Activities;
type Input<N extends ActivityName> = Parameters<Activities[N]>[0];
type Output<N extends ActivityName> = Awaited<ReturnType<Activities[N]>>;

/** An answer: a value, or a function that makes one or throws. */
export type Answer<N extends ActivityName> = Output<N> | ((input: Input<N>) => Output<N> | Promise<Output<N>>);

/** What each activity answers, call by call; the last answer repeats. */
export type Script = { [N in ActivityName]?: Answer<N>[] };

export const DIGEST = 'a'.repeat(64);
export const CLONE = '900000000000001';
export const MIGRATION = 'mig_1';

export const NUMBERS: readonly NumberRecord[] = [
  { id: '501', digits: '15550000001', status: 'CONNECTED' },
  { id: '502', digits: '15550000002', status: 'CONNECTED' },
];

export const SOURCE: SourceFacts = {
  name: 'Lucky Shrub',
  currency: 'USD',
  ownerBusinessId: '2729063490586005',
  fundedBy: 'card-or-other',
  portfolios: ['2729063490586005'],
  numbers: NUMBERS,
};

export const FINGERPRINT: Fingerprint = {
  migrationStatus: 'READY_TO_COMPLETE',
  cloneId: CLONE,
  sourceNumbers: 'n',
  cloneNumbers: '-',
  allDigits: 'd',
  sourceTemplates: 3,
  cloneTemplates: 3,
  cloneCurrency: 'INR',
  cloneFundingId: null,
  appSubscribed: true,
};

/** Checks that are made only where a run asks for them: a test message, a hook. */
const SOMETIMES: readonly CheckName[] = ['test-message', 'routing-ready'];

/** All checks of a stage as matches, but for those named. */
export function checksOf(stage: CheckStage, other: Partial<Record<CheckName, CheckResult>> = {}): Check[] {
  return (Object.keys(CHECKS) as CheckName[])
    .filter((name) => CHECKS[name].stage === stage && (!SOMETIMES.includes(name) || other[name] !== undefined))
    .map((name) => makeCheck(name, other[name] ?? 'match', `${name} was looked at.`));
}

export const assessed = (
  other: Partial<Record<CheckName, CheckResult>> = {},
  earlierClones: AssessResult['earlierClones'] = [],
): Answer<'assess'> =>
  ({
    graphOrigin: 'graph.test/1',
    dashboardUrl: 'https://waba.test',
    runId: 'run-1',
    source: SOURCE,
    checks: checksOf('assess', other),
    earlierClones,
    evidencePath: '/e/1.json',
  }) satisfies AssessResult;

export const verified = (
  other: Partial<Record<CheckName, CheckResult>> = {},
  digest = DIGEST,
  cloneFundedBy: VerifyResult['cloneFundedBy'] = 'our-line',
): Answer<'verify'> =>
  ({
    cloneFundedBy,
    checks: checksOf('verify', other),
    differences: [],
    idMap: {
      waba: { source: '1', clone: CLONE },
      phones: NUMBERS.map(({ digits, id }) => ({ digits, sourceId: id, cloneId: null })),
      templates: { count: 3 },
      flows: { count: 0 },
      evidencePath: '/e/2.json',
    },
    digest,
    fingerprint: FINGERPRINT,
    numbers: NUMBERS,
    evidencePath: '/e/2.json',
  }) satisfies VerifyResult;

export const confirmed = (other: Partial<Record<CheckName, CheckResult>> = {}): Answer<'confirm'> =>
  ({
    checks: checksOf('confirm', other),
    numbers: NUMBERS.map(({ digits, id, status }) => ({
      digits,
      sourceId: id,
      cloneId: id,
      on: 'clone' as const,
      status,
    })),
  }) satisfies ConfirmResult;

export const polled = (status: string, more: Partial<Output<'pollMigration'>> = {}): Answer<'pollMigration'> => ({
  status,
  destinationWabaId: CLONE,
  ...more,
});

/** A cut-over that was sent on a status, and answered. */
export const sentOn = (statusBefore: string) => ({ kind: 'sent', status: 'IN_PROGRESS', statusBefore }) as const;

export const notSent = (why: 'throttled' | 'unavailable' | 'revoke-open' | 'sibling-cloning') =>
  ({ kind: 'not-sent-yet', why, waitMs: 60_000, text: `${why}.` }) as const;

export const refused = {
  kind: 'refused',
  sent: true,
  message: '(#200) no.',
  details: { kind: 'permission', httpStatus: 400, code: 200, subcode: null, fbtraceId: 'trace-1' },
} as const;

/** Throws one of our failures, as activities do. */
export const throws =
  (type: FailureType, message = `${type} happened.`, more: { nextRetryDelayMs?: number } = {}) =>
  (): never => {
    throw ApplicationFailure.create(failure(type, message, more));
  };

type AnswerFunction<N extends ActivityName> = Extract<Answer<N>, (input: never) => unknown>;

function isFunction<N extends ActivityName>(answer: Answer<N>): answer is AnswerFunction<N> {
  return typeof answer === 'function';
}

/** A held answer: `reached` when the activity has been called, then it waits for `release`. */
export function held<N extends ActivityName>(then: Answer<N>) {
  let release = (): void => undefined;
  let reach = (): void => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  const reached = new Promise<void>((resolve) => (reach = resolve));
  const answer = async (input: Input<N>): Promise<Output<N>> => {
    reach();
    await released;
    return isFunction(then) ? then(input) : then;
  };
  return { answer, release: () => release(), reached };
}

/** What happens where a script says nothing: the migration goes through. */
const HAPPY: { [N in ActivityName]: Answer<N> } = {
  assess: assessed(),
  initiate: { kind: 'initiated', migrationId: MIGRATION, status: 'INITIATED' },
  findCandidates: { listed: true, candidates: [] },
  pollMigration: ({ until }) => ({
    status: until === 'moved' ? 'COMPLETED' : 'READY_TO_COMPLETE',
    destinationWabaId: CLONE,
  }),
  identifyClone: { kind: 'ours', destinationWabaId: CLONE, status: 'READY_TO_COMPLETE' },
  verify: verified(),
  // Rarely, because a run that a test leaves open plays its looks whenever a later test skips days.
  watchFingerprint: throws('NothingChanged', 'Nothing changed.', { nextRetryDelayMs: 30 * 86_400_000 }),
  cutOver: sentOn('READY_TO_COMPLETE'),
  confirm: confirmed(),
  locateNumbers: {
    numbers: NUMBERS.map(({ digits, id, status }) => ({ digits, sourceId: id, cloneId: id, on: 'clone', status })),
  },
  sendTestMessage: { state: 'accepted-not-proven', messageId: 'wamid.1', text: 'Accepted.' },
  writeEvidence: ({ evidenceNumber }) => ({ path: `/e/${evidenceNumber}.json` }),
  notify: { kind: 'delivered', receivers: 1 },
};

/** The scripts of all accounts of a suite, and what was asked. */
export class FakedActivities {
  private readonly scripts = new Map<string, Script>();
  readonly calls: { readonly name: ActivityName; readonly wabaId: string; readonly input: unknown }[] = [];

  script(wabaId: string, script: Script): void {
    // Answers are used up, so each account has lists of its own.
    const own = Object.entries(script).map(([name, answers]) => [name, [...answers]]);
    this.scripts.set(wabaId, Object.fromEntries(own) as Script);
  }

  /** The inputs with which an activity was called for an account. */
  inputs<N extends ActivityName>(wabaId: string, name: N): Input<N>[] {
    return this.calls
      .filter((call) => call.wabaId === wabaId && call.name === name)
      .map((call) => call.input as Input<N>);
  }

  /** The implementation that a worker registers. */
  implementation(): Activities {
    const names = Object.keys(HAPPY) as ActivityName[];
    return Object.fromEntries(
      names.map((name) => [name, (input: never) => this.answer(name, input)]),
    ) as unknown as Activities;
  }

  private async answer<N extends ActivityName>(name: N, input: Input<N>): Promise<Output<N>> {
    const wabaId = wabaOf(input);
    this.calls.push({ name, wabaId, input });
    const answers = this.scripts.get(wabaId)?.[name];
    const next: Answer<N> = (answers && answers.length > 1 ? answers.shift() : answers?.[0]) ?? HAPPY[name];
    return isFunction(next) ? next(input) : next;
  }
}

/** Answers nothing until it is cancelled, of which heartbeats tell it: the run stays where it is. */
export async function silence(): Promise<never> {
  const context = Context.current();
  const beat = setInterval(() => context.heartbeat(), 200);
  try {
    return await context.cancelled;
  } finally {
    clearInterval(beat);
  }
}

function wabaOf(input: Input<ActivityName>): string {
  if ('run' in input) return input.run.wabaId;
  if ('notification' in input) return input.notification.wabaId;
  return 'wabaId' in input ? input.wabaId : input.input.wabaId;
}
