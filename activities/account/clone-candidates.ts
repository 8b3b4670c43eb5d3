/**
 * Accounts that may be clones which nobody knows of. Meta lists no migrations, so a clone whose migration id was lost
 * can only be found as an account of the same owner, in the target currency, without a phone number.
 */
import type { Readable, Waba } from '../../domain/account';
import { readable } from '../../domain/account';
import type { CloneCandidate } from '../contract';
import type { Attempt } from '../guards';
import { listOwnersAccounts } from './owners-accounts';
import { readPart } from './parts';
import { sideBySide } from '../side-by-side';

/** What to look for. */
export interface CandidateSearch {
  readonly sourceWabaId: string;
  readonly targetCurrency: string;
  readonly ownerBusinessId: string;
  /** Accounts that a person accepted as known. */
  readonly accepted: readonly string[];
}

/** Lists the owner's accounts that may be unknown clones: in the target currency, without numbers, named by no run. */
export async function findUnexplainedClones(
  attempt: Attempt,
  search: CandidateSearch,
): Promise<Readable<readonly CloneCandidate[]>> {
  const accounts = await listOwnersAccounts(attempt, search.ownerBusinessId, (waba) => isPossible(waba, search));
  if (!accounts.ok) return accounts;
  const unexplained = await sideBySide(accounts.value, async ({ waba }) =>
    (await isUnexplained(attempt, waba.id)) ? [candidateOf(waba)] : [],
  );
  return readable(unexplained.flat());
}

/** What the lists themselves show: everything that needs a call of its own is asked of the rest only. */
function isPossible(waba: Waba, { sourceWabaId, accepted, targetCurrency }: CandidateSearch): boolean {
  if (waba.id === sourceWabaId || accepted.includes(waba.id)) return false;
  // An account whose currency is not shown cannot be ruled out.
  return waba.currency === undefined || sameCurrency(waba.currency, targetCurrency);
}

async function isUnexplained(attempt: Attempt, wabaId: string): Promise<boolean> {
  if ((await attempt.deps.runs.runsNamingWaba(wabaId)).length > 0) return false;
  // One whose numbers cannot be read cannot be ruled out either.
  const numbers = await readPart(() => attempt.deps.graph.listPhoneNumbers(attempt.read, wabaId));
  return !numbers.ok || numbers.value.length === 0;
}

/** Whether two currency codes are the same. */
export function sameCurrency(a: string, b: string): boolean {
  return a.toUpperCase() === b.toUpperCase();
}

function candidateOf({ id, name, currency, creationTime }: Waba): CloneCandidate {
  return { wabaId: id, name: name ?? null, currency: currency ?? null, creationTime: creationTime ?? null };
}
