/** One look at the source, before anything is changed: may this account be migrated at all? */
import type { AccountSnapshot, Waba } from '../../../domain/account';
import { CHECK_NAMES, CHECKS, makeCheck, type Check } from '../../../domain/checks';
import { checksEvidence } from '../../../domain/evidence';
import { accountEvidence, readAccount } from '../../account/snapshot';
import {
  approvalCheck,
  currencyChecks,
  deadlineCheck,
  numberChecks,
  ownerCheck,
  templatesCheck,
  tokenCheck,
} from './checks';
import { fundingChecks } from './funding';
import { lookForEarlierClones, notACloneCheck } from './history';
import { callbackText } from '../../account/callback-url';
import type { AssessInput, AssessResult, SourceFacts } from '../../contract';
import type { ActivityDeps } from '../../deps';
import { writeEvidenceIfPossible } from '../../evidence-file';
import { applicationFailure } from '../../failures';
import { readFunding, readOwnLines, type Funding } from '../../account/funding';
import { openAttempt, tokenMissingText, withFailures, type Attempt } from '../../guards';
import { appIdOf, readToken } from '../../account/own-identity';
import type { Tolerance } from '../../account/parts';
import { incomplete } from '../verify/identity';

/** From this attempt on an API that does not answer is a fact to report, no longer a reason to wait. */
const ATTEMPTS_UNTIL_REPORTED = 5;

/**
 * Makes the assessment. Reads only: running twice reads again and writes the same evidence file.
 *
 * What Meta refuses is an `incomplete` check. What does not answer is tried again, and after five attempts it is
 * incomplete too; throttling is waited for, however long. A dry run waits for nothing: for it all of this is incomplete.
 */
export async function assess(deps: ActivityDeps, { input, evidenceNumber }: AssessInput): Promise<AssessResult> {
  const token = deps.tokens(input.tokenRef);
  const attempt = openAttempt(deps, token ?? '');
  const mayReport = input.dryRun || attempt.number >= ATTEMPTS_UNTIL_REPORTED;
  const facts = {
    graphOrigin: deps.graph.origin,
    runId: attempt.runId,
    ...((deps.hooks?.notified ?? []).length > 0 && { notify: true as const }),
    ...(deps.dashboardUrl !== undefined && { dashboardUrl: deps.dashboardUrl }),
  };
  if (token === undefined) {
    const why = tokenMissingText(input.tokenRef);
    if (!mayReport) throw applicationFailure('TokenMissing', why);
    return { ...facts, source: null, checks: completed([], why), earlierClones: [], evidencePath: null };
  }

  return withFailures(attempt, { writes: false, manyCalls: true }, async () => {
    const tolerance: Tolerance = { unavailable: mayReport, throttled: input.dryRun };
    const portfolios = (waba: Waba) => portfoliosOf(waba.ownerBusinessId ?? input.businessId, deps.ownBusinessId);
    const [history, earlier, ownToken, account, lines] = await Promise.all([
      notACloneCheck(attempt, input.wabaId, tolerance),
      lookForEarlierClones(attempt, input, tolerance),
      readToken(attempt, tolerance),
      readAccount(attempt, input.wabaId, portfolios, tolerance),
      readOwnLines(attempt, tolerance),
    ]);
    const earlierClones = earlier.accepted;
    const made = [history, earlier.check, tokenCheck(ownToken, input, attempt.now())];
    if (!account.ok) {
      return { ...facts, source: null, checks: completed(made, account.why), earlierClones, evidencePath: null };
    }
    const source = account.value;
    const ownerBusinessId = source.waba.ownerBusinessId ?? input.businessId ?? null;
    const funding = await readFunding(attempt, { waba: source.waba, ownerBusinessId, lines }, tolerance);
    const checks = completed(
      [
        ...made,
        ...numberChecks(source),
        ...currencyChecks(source, input),
        ownerCheck(source, input),
        approvalCheck(source),
        templatesCheck(source.templates),
        deadlineCheck(source, input, attempt.now()),
        ...fundingChecks(source, input, funding, lines),
        notClonedCheck(attempt, source, appIdOf(deps.graph.origin, ownToken)),
      ],
      'it was not read',
    );
    return {
      ...facts,
      source: sourceFacts(source, ownerBusinessId, funding, portfolios(source.waba)),
      checks,
      earlierClones,
      evidencePath: await writeEvidence(attempt, source, checks, evidenceNumber),
    };
  });
}

/** The portfolios whose users are compared: the owner's, and ours. */
function portfoliosOf(owner: string | undefined, own: string | undefined): readonly string[] {
  return [...new Set([owner, own].filter((id) => id !== undefined))];
}

function sourceFacts(
  { waba, numbers }: AccountSnapshot,
  ownerBusinessId: string | null,
  funding: Funding,
  portfolios: readonly string[],
): SourceFacts {
  return {
    name: waba.name ?? null,
    currency: waba.currency ?? null,
    ownerBusinessId,
    fundedBy: funding.by,
    portfolios,
    numbers: (numbers.ok ? numbers.value : []).map(({ id, digits, status }) => ({
      id,
      digits,
      status: status ?? 'UNKNOWN',
    })),
  };
}

/**
 * What Meta is not known to clone: settings that are on, and callback overrides, of which we can set again only our own
 * app's and only with its verify token. Known before anything is done; the verification looks at what arrived.
 */
function notClonedCheck(attempt: Attempt, { waba, apps }: AccountSnapshot, appId: string | undefined): Check {
  const settings = Object.entries(waba.settings).filter(([, value]) => value === true);
  const overrides = (apps.ok ? apps.value : []).filter(
    ({ id, overrideCallbackUri: uri }) =>
      uri !== undefined && (id !== appId || attempt.deps.verifyTokens(uri) === undefined),
  );
  const samples = [
    ...settings.map(([name]) => `setting: ${name}`),
    ...overrides.map(({ id, overrideCallbackUri: uri = '' }) => `callback override of app ${id}: ${callbackText(uri)}`),
  ];
  const counts = { settings: settings.length, overrides: overrides.length };
  if (samples.length > 0) {
    const text = 'Meta is not known to clone these; the verification shows whether they arrived:';
    return makeCheck('not-cloned', 'mismatch', text, { counts, samples });
  }
  return apps.ok
    ? makeCheck('not-cloned', 'match', 'It has nothing that Meta is not known to clone.', { counts })
    : incomplete('not-cloned', 'Callback overrides', apps.why);
}

/** All checks of this stage, in the order of the table: those that were not made are incomplete. */
function completed(made: readonly Check[], why: string): Check[] {
  const byName = new Map(made.map((check) => [check.name, check]));
  return CHECK_NAMES.filter((name) => CHECKS[name].stage === 'assess').map(
    (name) => byName.get(name) ?? incomplete(name, 'The account', why),
  );
}

function writeEvidence(
  attempt: Attempt,
  source: AccountSnapshot,
  checks: readonly Check[],
  number: number,
): Promise<string | null> {
  return writeEvidenceIfPossible(attempt.deps.evidenceDir, source.waba.id, {
    schema: 'waba-migration-evidence/1',
    workflowId: attempt.workflowId,
    runId: attempt.runId,
    number,
    writtenAt: new Date(attempt.now()).toISOString(),
    phase: 'assessing',
    approvals: [],
    digest: null,
    checks: checksEvidence(checks),
    differences: null,
    state: null,
    before: accountEvidence(source),
    after: null,
    idMap: null,
    fbtraceIds: [...attempt.fbtraceIds],
  });
}
