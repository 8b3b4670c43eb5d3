/** Faked activities of migrations: what goes well, and the answers that do not. */
import type {
  AssessResult,
  ConfirmResult,
  MigrationActivities,
  NotificationActivities,
  PollResult,
  SourceFacts,
  VerifyResult,
} from '../../activities/contract';
import type { NumberRecord } from '../../domain/account';
import { CHECKS, makeCheck, type Check, type CheckName, type CheckResult, type CheckStage } from '../../domain/checks';
import type { Fingerprint } from '../../domain/digest';
import {
  held as heldAnswer,
  ScriptedActivities,
  throws,
  type Answer as AnswerOf,
  type Script as ScriptOf,
} from './scripted';

type Activities = MigrationActivities & NotificationActivities;
export type ActivityName = keyof Activities;

export type Answer<N extends ActivityName> = AnswerOf<Activities, N>;
export type Script = ScriptOf<Activities>;

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

export const polled = (status: string, more: Partial<PollResult> = {}): Answer<'pollMigration'> => ({
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

/** A held answer of one of these activities. */
export const held = <N extends ActivityName>(then: Answer<N>) => heldAnswer<Activities, N>(then);

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

/** Faked activities of migrations, one script per account. */
export const fakedMigrations = () => new ScriptedActivities<Activities>(HAPPY, wabaOf);

function wabaOf(input: Parameters<Activities[ActivityName]>[0]): string {
  if ('run' in input) return input.run.wabaId;
  if ('notification' in input) return input.notification.wabaId;
  return 'wabaId' in input ? input.wabaId : input.input.wabaId;
}
