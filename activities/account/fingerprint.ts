/**
 * The fingerprint of what was verified: what a few cheap calls can re-read. The verification, the watch for drift and
 * the cut-over all take it with this one function, so that no two ways of counting look like a change.
 */
import type { PhoneNumber, Waba } from '../../domain/account';
import type { Fingerprint } from '../../domain/digest';
import { sha256Of } from '../canonical-hash';
import { GraphError } from '../graph/errors';
import type { Attempt } from '../guards';
import { ownAppId } from './own-identity';
import { readPart } from './parts';
import { readMigration } from '../migration/polling';

/** Stands for a template total that Meta refuses to give. */
export const COUNT_REFUSED = -1;

/** Between what a fingerprint is taken. */
export interface FingerprintOf {
  readonly wabaId: string;
  readonly destinationWabaId: string;
  readonly migrationId: string;
}

/**
 * Takes the fingerprint: one call for the migration, one for the clone's node, two each for numbers and template
 * totals, one for subscriptions.
 *
 * Parts that Meta refuses stand as refused (a count as {@link COUNT_REFUSED}, funding as null, a subscription as
 * absent). Measured against an approved one, a refusal of a part that was readable then is thrown: it is not a change.
 *
 * @throws GraphError where a part without which nothing can be approved cannot be read.
 */
export async function takeFingerprint(
  attempt: Attempt,
  of: FingerprintOf,
  approved?: Fingerprint,
): Promise<Fingerprint> {
  const { graph } = attempt.deps;
  const { wabaId, destinationWabaId } = of;
  const [migration, clone, sourceNumbers, cloneNumbers, sourceTemplates, cloneTemplates, appSubscribed] =
    await Promise.all([
      readMigration(attempt, wabaId, of.migrationId),
      graph.getWaba(attempt.read, destinationWabaId),
      graph.listPhoneNumbers(attempt.read, wabaId),
      graph.listPhoneNumbers(attempt.read, destinationWabaId),
      countTemplates(attempt, wabaId, approved?.sourceTemplates),
      countTemplates(attempt, destinationWabaId, approved?.cloneTemplates),
      isAppSubscribed(attempt, destinationWabaId, approved?.appSubscribed),
    ]);
  if (migration.destination === undefined) {
    throw new GraphError('unavailable', `Migration ${of.migrationId} does not name its clone at the moment`);
  }
  if (clone.currency === undefined) {
    throw new GraphError('unavailable', `WABA ${destinationWabaId} does not show its currency at the moment`);
  }
  if (!clone.fundingReadable && approved != null && approved.cloneFundingId !== null) {
    throw new GraphError('unavailable', `WABA ${destinationWabaId} does not show who pays at the moment`);
  }
  return fingerprintOf({
    migrationStatus: migration.status,
    cloneId: migration.destination.id,
    cloneCurrency: clone.currency,
    clone,
    sourceNumbers,
    cloneNumbers,
    sourceTemplates,
    cloneTemplates,
    appSubscribed,
  });
}

/** What a fingerprint is made of, as it was read. */
export interface FingerprintParts {
  readonly migrationStatus: string;
  readonly cloneId: string;
  readonly cloneCurrency: string;
  readonly clone: Pick<Waba, 'fundingReadable' | 'primaryFundingId'>;
  readonly sourceNumbers: readonly Pick<PhoneNumber, 'id' | 'digits'>[];
  readonly cloneNumbers: readonly Pick<PhoneNumber, 'id' | 'digits'>[];
  readonly sourceTemplates: number;
  readonly cloneTemplates: number;
  readonly appSubscribed: boolean;
}

/** Makes a fingerprint of what was read; the order of numbers does not matter. */
export function fingerprintOf({ clone, sourceNumbers, cloneNumbers, ...rest }: FingerprintParts): Fingerprint {
  const digits = [...sourceNumbers, ...cloneNumbers].map((number) => number.digits);
  return {
    ...rest,
    sourceNumbers: numbersHash(sourceNumbers),
    cloneNumbers: numbersHash(cloneNumbers),
    // In the middle of a move a number may be shown on both sides.
    allDigits: sha256Of([...new Set(digits)].sort()),
    cloneFundingId: clone.fundingReadable ? (clone.primaryFundingId ?? null) : null,
  };
}

function numbersHash(numbers: readonly Pick<PhoneNumber, 'id' | 'digits'>[]): string {
  return sha256Of(numbers.map(({ id, digits }) => `${id}:${digits}`).sort());
}

/** The template total of an account; {@link COUNT_REFUSED} where Meta refuses it and did so when it was approved. */
export async function countTemplates(attempt: Attempt, wabaId: string, approved?: number): Promise<number> {
  const read = () => attempt.deps.graph.countTemplates(attempt.read, wabaId);
  if (approved !== undefined && approved !== COUNT_REFUSED) return read();
  const count = await readPart(read);
  return count.ok ? count.value : COUNT_REFUSED;
}

async function isAppSubscribed(attempt: Attempt, wabaId: string, approved: boolean | undefined): Promise<boolean> {
  const appId = await ownAppId(attempt);
  const read = () => attempt.deps.graph.listSubscribedApps(attempt.read, wabaId);
  const apps = approved === true ? { ok: true as const, value: await read() } : await readPart(read);
  return apps.ok && appId !== undefined && apps.value.some(({ id }) => id === appId);
}
