/** The accounts of a business, as far as they are shown to us. */
import type { Readable, Waba } from '../../domain/account';
import { readable, unreadable } from '../../domain/account';
import type { Attempt } from '../guards';
import { readPart, REFUSALS_ONLY, type Tolerance } from './parts';
import { sideBySide } from '../side-by-side';

/** An account of a business, as a list shows it. */
export interface OwnersAccount {
  readonly waba: Waba;
  /** Whether Meta says that the business owns it; else it could not be ruled out. */
  readonly ownerKnown: boolean;
}

/**
 * Lists the accounts of a business.
 *
 * Two lists may show them: the business's own accounts, and the client accounts of our portfolio. A partner's token
 * often reads only the second, a direct customer's only the first, so one of the two is enough; unreadable only where
 * neither can be read. `isPossible` narrows them by what the lists show, before a call is spent on an account.
 */
export async function listOwnersAccounts(
  attempt: Attempt,
  ownerBusinessId: string,
  isPossible: (waba: Waba) => boolean = () => true,
  tolerance: Tolerance = REFUSALS_ONLY,
): Promise<Readable<readonly OwnersAccount[]>> {
  const { graph, ownBusinessId } = attempt.deps;
  const owned = await readPart(() => graph.listOwnedWabas(attempt.read, ownerBusinessId), tolerance);
  // The clients of our portfolio are other businesses than ourselves.
  const clients =
    ownBusinessId === undefined || ownBusinessId === ownerBusinessId
      ? unreadable('the client accounts of our portfolio were not asked for')
      : await readPart(() => graph.listClientWabas(attempt.read, ownBusinessId), tolerance);
  if (!owned.ok && !clients.ok) return unreadable(`${owned.why}; ${clients.why}`);

  const own = (owned.ok ? owned.value : []).filter(isPossible);
  const ownIds = new Set((owned.ok ? owned.value : []).map(({ id }) => id));
  const others = (clients.ok ? clients.value : []).filter((waba) => !ownIds.has(waba.id) && isPossible(waba));
  const theirs = await sideBySide(others, async (waba): Promise<OwnersAccount[]> => {
    const owner = waba.ownerBusinessId ?? (owned.ok ? undefined : await ownerOf(attempt, waba.id, tolerance));
    if (owner === ownerBusinessId) return [{ waba, ownerKnown: true }];
    // Where the owner's own list was read, it names all of its accounts: one without an owner is not the owner's.
    return owner === undefined && !owned.ok ? [{ waba, ownerKnown: false }] : [];
  });
  return readable([...own.map((waba) => ({ waba, ownerKnown: true })), ...theirs.flat()]);
}

async function ownerOf(attempt: Attempt, wabaId: string, tolerance: Tolerance): Promise<string | undefined> {
  const waba = await readPart(() => attempt.deps.graph.getWaba(attempt.read, wabaId), tolerance);
  return waba.ok ? waba.value.ownerBusinessId : undefined;
}
