/** Reads both accounts, puts right what may be put right, compares, and says what a person would approve. */
import { readable, type AccountSnapshot, type PhoneNumber, type Readable } from '../../../domain/account';
import { templateKey } from '../../../domain/account';
import type { Check } from '../../../domain/checks';
import { digestContent, type Fingerprint } from '../../../domain/digest';
import { checksEvidence } from '../../../domain/evidence';
import type { Difference, IdMap } from '../../../domain/state';
import { accountEvidence, readAccount } from '../../account/snapshot';
import { sha256Of } from '../../canonical-hash';
import type { VerifyInput, VerifyResult } from '../../contract';
import { writeEvidenceIfPossible } from '../../evidence-file';
import { countTemplates, fingerprintOf } from '../../account/fingerprint';
import { readFunding, type Funding } from '../../account/funding';
import type { Attempt } from '../../guards';
import { routingCheck } from '../../hooks/routing';
import { idMapOf } from './id-map';
import { appIdOf, readToken } from '../../account/own-identity';
import { readPart } from '../../account/parts';
import { readMigration } from '../polling';
import { repairClone, type OwnIdentity } from './repairs';
import { compareAssets, numbersDifference } from './assets';
import { fundingCheck, identityChecks, partOf, type Sides } from './identity';

/**
 * Verifies a clone. If it runs twice, it reads again and repairs only what it finds still wrong; every repair sets what
 * the source has, so repeating one changes nothing. The hook that it asks last, where there is one, knows a repeat by its
 * id.
 *
 * What moves by itself is read first (status, totals) and the long lists last: what changes in between is then seen as
 * a change by the watch, never missed.
 */
export async function verify(attempt: Attempt, input: VerifyInput): Promise<VerifyResult> {
  const { run, migrationId, destinationWabaId } = input;
  const portfolios = () => input.source.portfolios;
  const [migration, token, sourceTemplates, cloneTemplates] = await Promise.all([
    readPart(() => readMigration(attempt, run.wabaId, migrationId)),
    readToken(attempt),
    countTemplates(attempt, run.wabaId),
    countTemplates(attempt, destinationWabaId),
  ]);
  const appId = appIdOf(attempt.deps.graph.origin, token);
  const own: OwnIdentity = { appId, token };
  const [source, found] = await Promise.all([
    readAccount(attempt, run.wabaId, portfolios),
    readAccount(attempt, destinationWabaId, portfolios),
  ]);

  // A clone that is not Meta's for this migration is somebody's account: nothing on it is touched.
  const isOurs = migration.ok && migration.value.destination?.id === destinationWabaId;
  const repaired =
    source.ok && found.ok && isOurs && destinationWabaId !== run.wabaId
      ? await repairClone(attempt, source.value, found.value, own)
      : { clone: null, subscription: null, override: null, access: null };
  const clone = repaired.clone === null ? found : readable(repaired.clone);
  const sides: Sides = { migration, source, clone, listedByOwner: await isListedByOwner(attempt, input, clone) };
  const funding = clone.ok ? await cloneFunding(attempt, input, clone.value) : null;

  const assets = compareAssets(sides, own, repaired);
  const ids = idMapOf(run.wabaId, destinationWabaId, source, clone);
  const compared = [
    ...identityChecks(input, sides),
    fundingCheck('clone-funding', clone, funding, input.extendedCreditId),
    ...assets.checks,
  ];
  const checks = [...compared, ...(await routingCheck(attempt, input, ids, compared))];
  const differences = [
    ...numbersDifference(input.source.numbers, source),
    ...assets.differences,
    ...fundingDifference(input, funding),
  ];
  const approvable = approvableParts(input, sides, { appId, sourceTemplates, cloneTemplates }, checks);
  const evidencePath = await writeEvidenceIfPossible(attempt.deps.evidenceDir, run.wabaId, {
    schema: 'waba-migration-evidence/1',
    workflowId: attempt.workflowId,
    runId: attempt.runId,
    number: input.evidenceNumber,
    writtenAt: new Date(attempt.now()).toISOString(),
    phase: 'verifying',
    approvals: input.approvals.map((approval) => ({ ...approval })),
    digest: approvable.digest,
    checks: checksEvidence(checks),
    differences,
    state: null,
    before: source.ok ? accountEvidence(source.value) : null,
    after: clone.ok ? accountEvidence(clone.value) : null,
    idMap: ids,
    fbtraceIds: [...attempt.fbtraceIds],
  });
  const idMap: IdMap = {
    waba: { source: run.wabaId, clone: destinationWabaId },
    phones: ids.numbers.map(({ digits, source: sourceId }) => ({ digits, sourceId, cloneId: null })),
    templates: { count: ids.templates.length },
    flows: { count: ids.flows.length },
    evidencePath,
  };
  const numbers = partOf(source, (account) => account.numbers);
  return {
    cloneFundedBy: funding?.by ?? 'unknown',
    checks,
    differences,
    idMap,
    ...approvable,
    numbers: (numbers.ok ? numbers.value : []).map(({ id, digits, status }) => ({
      id,
      digits,
      status: status ?? 'UNKNOWN',
    })),
    evidencePath,
  };
}

/** Where Meta does not show this token who owns the clone, the owner's list of accounts may. */
async function isListedByOwner(
  attempt: Attempt,
  { source: { ownerBusinessId } }: VerifyInput,
  clone: Readable<AccountSnapshot>,
): Promise<boolean> {
  if (!clone.ok || clone.value.waba.ownerBusinessId !== undefined || ownerBusinessId === null) return false;
  const owned = await readPart(() => attempt.deps.graph.listOwnedWabas(attempt.read, ownerBusinessId));
  return owned.ok && owned.value.some(({ id }) => id === clone.value.waba.id);
}

function cloneFunding(attempt: Attempt, input: VerifyInput, clone: AccountSnapshot): Promise<Funding> {
  const { extendedCreditId, source } = input;
  const lines = readable(extendedCreditId === null ? [] : [{ id: extendedCreditId }]);
  const ownerBusinessId = clone.waba.ownerBusinessId ?? source.ownerBusinessId;
  return readFunding(attempt, { waba: clone.waba, ownerBusinessId, lines });
}

function fundingDifference({ source }: VerifyInput, funding: Funding | null): Difference[] {
  if (funding === null || funding.by === 'unknown' || source.fundedBy === 'unknown') return [];
  const paid = (by: Funding['by']) => by !== 'nobody';
  const same = paid(source.fundedBy) === paid(funding.by);
  const samples = same ? [] : [`source: ${source.fundedBy}, clone: ${funding.by}`];
  return [{ kind: 'funding', matching: same ? 1 : 0, missing: 0, extra: 0, changed: same ? 0 : 1, samples }];
}

/** Digest and fingerprint; both null where the clone or the set of numbers could not be read: nothing to approve. */
function approvableParts(
  input: VerifyInput,
  { migration, source, clone }: Sides,
  cheap: { appId: string | undefined; sourceTemplates: number; cloneTemplates: number },
  checks: readonly Check[],
): { digest: string | null; fingerprint: Fingerprint | null } {
  const sourceNumbers = partOf(source, ({ numbers }) => numbers);
  const cloneNumbers = partOf(clone, ({ numbers }) => numbers);
  const none = { digest: null, fingerprint: null };
  if (!migration.ok || !clone.ok || !sourceNumbers.ok || !cloneNumbers.ok) return none;
  const cloneId = migration.value.destination?.id;
  const cloneCurrency = clone.value.waba.currency;
  if (cloneId === undefined || cloneCurrency === undefined) return none;

  const apps = clone.value.apps;
  const digest = sha256Of(
    digestContent({
      migrationId: input.migrationId,
      cloneId,
      cloneCurrency,
      numbers: uniqueNumbers(sourceNumbers.value),
      sourceTemplates: keysOf(source, ({ templates }) => templates, templateKey),
      cloneTemplates: keysOf(clone, ({ templates }) => templates, templateKey),
      sourceFlows: keysOf(
        source,
        ({ flows }) => flows,
        ({ name }) => name,
      ),
      cloneFlows: keysOf(
        clone,
        ({ flows }) => flows,
        ({ name }) => name,
      ),
      checks,
    }),
  );
  const fingerprint = fingerprintOf({
    migrationStatus: migration.value.status,
    cloneId,
    cloneCurrency,
    clone: clone.value.waba,
    sourceNumbers: sourceNumbers.value,
    cloneNumbers: cloneNumbers.value,
    sourceTemplates: cheap.sourceTemplates,
    cloneTemplates: cheap.cloneTemplates,
    appSubscribed: apps.ok && cheap.appId !== undefined && apps.value.some(({ id }) => id === cheap.appId),
  });
  return { digest, fingerprint };
}

function keysOf<T>(
  account: Readable<AccountSnapshot>,
  pick: (of: AccountSnapshot) => Readable<readonly T[]>,
  key: (thing: T) => string,
): string[] {
  const part = partOf(account, pick);
  return part.ok ? part.value.map(key) : [];
}

function uniqueNumbers(numbers: readonly PhoneNumber[]): readonly PhoneNumber[] {
  return [...new Map(numbers.map((number) => [number.id, number])).values()];
}
