/**
 * Accounts that may be clones which nobody knows of. Meta lists no migrations, so a clone whose migration id was lost
 * can only be found as an account of the same owner, in the target currency, without a phone number.
 */
import type { Readable, Waba } from '../domain/account';
import { readable, unreadable } from '../domain/account';
import type { CloneCandidate } from './contract';
import type { Attempt } from './guards';
import { readPart } from './parts';

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
  const accounts = await listOwnersAccounts(attempt, search.ownerBusinessId);
  if (!accounts.ok) return accounts;
  const possible = accounts.value.filter(
    (waba) =>
      waba.id !== search.sourceWabaId &&
      !search.accepted.includes(waba.id) &&
      // An account whose currency is not shown cannot be ruled out.
      (waba.currency === undefined || sameCurrency(waba.currency, search.targetCurrency)),
  );
  const unexplained: CloneCandidate[] = [];
  for (const waba of possible) {
    if ((await attempt.deps.runs.runsNamingWaba(waba.id)).length > 0) continue;
    // Neither can one whose numbers cannot be read.
    const numbers = await readPart(() => attempt.deps.graph.listPhoneNumbers(attempt.read, waba.id));
    if (numbers.ok && numbers.value.length > 0) continue;
    unexplained.push(candidateOf(waba));
  }
  return readable(unexplained);
}

/** Whether two currency codes are the same. */
export function sameCurrency(a: string, b: string): boolean {
  return a.toUpperCase() === b.toUpperCase();
}

async function listOwnersAccounts(attempt: Attempt, ownerBusinessId: string): Promise<Readable<readonly Waba[]>> {
  const { graph, ownBusinessId } = attempt.deps;
  const owned = await readPart(() => graph.listOwnedWabas(attempt.read, ownerBusinessId));
  // The clients of our portfolio are other businesses than ourselves.
  const clients =
    ownBusinessId === undefined || ownBusinessId === ownerBusinessId
      ? unreadable('the client accounts of our portfolio were not asked for')
      : await readPart(() => graph.listClientWabas(attempt.read, ownBusinessId));
  if (!owned.ok && !clients.ok) return unreadable(`${owned.why}; ${clients.why}`);

  const found = new Map(owned.ok ? owned.value.map((waba) => [waba.id, waba]) : []);
  for (const waba of clients.ok ? clients.value : []) {
    if (found.has(waba.id)) continue;
    const owner = waba.ownerBusinessId ?? (owned.ok ? undefined : await ownerOf(attempt, waba.id));
    // Where the owner's own list was read, it names all of its accounts: one without an owner is not the owner's.
    if (owner === ownerBusinessId || (owner === undefined && !owned.ok)) found.set(waba.id, waba);
  }
  return readable([...found.values()]);
}

async function ownerOf(attempt: Attempt, wabaId: string): Promise<string | undefined> {
  const waba = await readPart(() => attempt.deps.graph.getWaba(attempt.read, wabaId));
  return waba.ok ? waba.value.ownerBusinessId : undefined;
}

function candidateOf({ id, name, currency, creationTime }: Waba): CloneCandidate {
  return { wabaId: id, name: name ?? null, currency: currency ?? null, creationTime: creationTime ?? null };
}
