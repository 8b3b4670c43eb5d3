/**
 * Accounts that may be clones which nobody knows of. Meta lists no migrations, so a clone whose migration id was lost
 * can only be found as an account of the same owner, in the target currency, without a phone number.
 */
import type { Readable, Waba } from '../domain/account';
import { readable, unreadable } from '../domain/account';
import type { CloneCandidate } from './contract';
import type { Attempt } from './guards';
import { readPart } from './parts';
import { sideBySide } from './side-by-side';

/** What to look for. */
export interface CandidateSearch {
  readonly sourceWabaId: string;
  readonly targetCurrency: string;
  readonly ownerBusinessId: string;
  /** Accounts that a person accepted as known. */
  readonly accepted: readonly string[];
}

/**
 * Lists the owner's accounts that may be unknown clones: in the target currency, without numbers, named by no run.
 *
 * Two lists may show them: the owner's own accounts, and the client accounts of our portfolio. A partner's token often
 * reads only the second, a direct customer's only the first, so one of the two is enough; unreadable only where neither
 * can be read.
 */
export async function findUnexplainedClones(
  attempt: Attempt,
  search: CandidateSearch,
): Promise<Readable<readonly CloneCandidate[]>> {
  const accounts = await listOwnersAccounts(attempt, search);
  if (!accounts.ok) return accounts;
  const unexplained = await keepWhere(accounts.value, (waba) => isUnexplained(attempt, waba.id));
  return readable(unexplained.map(candidateOf));
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

/** The owner's accounts among those that are possible: an owner may have to be asked of each account by itself. */
async function listOwnersAccounts(attempt: Attempt, search: CandidateSearch): Promise<Readable<readonly Waba[]>> {
  const { graph, ownBusinessId } = attempt.deps;
  const { ownerBusinessId } = search;
  const owned = await readPart(() => graph.listOwnedWabas(attempt.read, ownerBusinessId));
  // The clients of our portfolio are other businesses than ourselves.
  const clients =
    ownBusinessId === undefined || ownBusinessId === ownerBusinessId
      ? unreadable('the client accounts of our portfolio were not asked for')
      : await readPart(() => graph.listClientWabas(attempt.read, ownBusinessId));
  if (!owned.ok && !clients.ok) return unreadable(`${owned.why}; ${clients.why}`);

  const own = owned.ok ? owned.value : [];
  const ownIds = new Set(own.map(({ id }) => id));
  const others = (clients.ok ? clients.value : []).filter((waba) => !ownIds.has(waba.id) && isPossible(waba, search));
  const ours = await keepWhere(others, async (waba) => {
    const owner = waba.ownerBusinessId ?? (owned.ok ? undefined : await ownerOf(attempt, waba.id));
    // Where the owner's own list was read, it names all of its accounts: one without an owner is not the owner's.
    return owner === ownerBusinessId || (owner === undefined && !owned.ok);
  });
  return readable([...own.filter((waba) => isPossible(waba, search)), ...ours]);
}

async function keepWhere<T>(items: readonly T[], holds: (item: T) => Promise<boolean>): Promise<T[]> {
  const kept = await sideBySide(items, holds);
  return items.filter((_, index) => kept[index] === true);
}

async function ownerOf(attempt: Attempt, wabaId: string): Promise<string | undefined> {
  const waba = await readPart(() => attempt.deps.graph.getWaba(attempt.read, wabaId));
  return waba.ok ? waba.value.ownerBusinessId : undefined;
}

function candidateOf({ id, name, currency, creationTime }: Waba): CloneCandidate {
  return { wabaId: id, name: name ?? null, currency: currency ?? null, creationTime: creationTime ?? null };
}
