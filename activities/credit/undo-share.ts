/** Takes back what a share made: a sharing record nobody else lives on, or our system user on the account. */
import { isDeleted } from '../../domain/credit/funding';
import type { Attempt } from '../guards';
import { listOwnersAccounts } from '../account/owners-accounts';
import { refusedBeforeSending, sendOnce, waitBeforeSending } from '../send-once';
import { sideBySide } from '../side-by-side';
import { readAccountNode } from './account-node';
import { readIsAssigned } from './system-user';
import type { UndoShareInput, UndoShareResult } from './contract';

/**
 * Takes one thing back, once, after making sure that nothing else is lost with it.
 *
 * If it runs twice: a second DELETE meets a record that reads `DELETED`, or a user who is gone, and sends nothing. A
 * DELETE takes the funding from every account of the business, so every one of them is read in the same activity: one
 * that lives on the record, or of which that cannot be read, and nothing is sent.
 */
export async function undoShare(attempt: Attempt, input: UndoShareInput): Promise<UndoShareResult> {
  const { graph } = attempt.deps;
  const undone = () => ({ kind: 'undone' as const });
  if (input.thing === 'system-user') {
    const held = await waitBeforeSending(() => lookAtUser(attempt, input));
    return held ?? sendOnce(attempt, () => graph.removeUser(attempt.write, input.wabaId, input.id), undone);
  }
  const held = await waitBeforeSending(() => lookAtRecord(attempt, input));
  return held ?? sendOnce(attempt, () => graph.deleteAllocation(attempt.write, input.id), undone);
}

async function lookAtUser(attempt: Attempt, { wabaId, id }: UndoShareInput): Promise<UndoShareResult | undefined> {
  const assigned = await readIsAssigned(attempt, wabaId, id);
  if (!assigned.ok) {
    return refusedBeforeSending('users-unreadable', `The users of WABA ${wabaId} cannot be read: ${assigned.why}`);
  }
  return assigned.value ? undefined : { kind: 'undone' };
}

async function lookAtRecord(attempt: Attempt, input: UndoShareInput): Promise<UndoShareResult | undefined> {
  const { run, id } = input;
  const record = await attempt.deps.graph.getAllocation(attempt.read, id);
  if (isDeleted({ status: record.requestStatus ?? null })) return { kind: 'undone' };
  if (record.receivingBusinessId !== run.businessId) {
    const shown = record.receivingBusinessId ?? 'nobody';
    return refusedBeforeSending(
      'not-attributable',
      `Meta shows ${shown} as the receiver of allocation ${id}, not business ${run.businessId}; it is not touched.`,
    );
  }
  if (record.receivingCredentialId === undefined) {
    return inUse([], `Meta does not show what allocation ${id} pays for`);
  }
  return findOthersOnIt(attempt, input, record.receivingCredentialId);
}

/** Other accounts that live on the record, or may; undefined where every one was read and none does. */
async function findOthersOnIt(
  attempt: Attempt,
  { run, wabaId, id }: UndoShareInput,
  credentialId: string,
): Promise<UndoShareResult | undefined> {
  const accounts = await listOwnersAccounts(attempt, run.businessId);
  if (!accounts.ok) return inUse([], `the accounts of business ${run.businessId} cannot be listed (${accounts.why})`);
  const ids = accounts.value.map(({ waba }) => waba.id);
  // A list without the account that was shared for does not show all that there is.
  if (!ids.includes(wabaId)) {
    return inUse([], `WABA ${wabaId} itself is missing from the accounts of business ${run.businessId}`);
  }
  const uses = await sideBySide(
    ids.filter((other) => other !== wabaId),
    async (other): Promise<{ wabaId: string; why: string }[]> => {
      const node = await readAccountNode(attempt, other);
      if (!node.ok) return [{ wabaId: other, why: `WABA ${other} cannot be read (${node.why})` }];
      if (!node.value.fundingReadable) return [{ wabaId: other, why: `who pays for WABA ${other} is not shown` }];
      return node.value.primaryFundingId === credentialId
        ? [{ wabaId: other, why: `WABA ${other} lives on allocation ${id}` }]
        : [];
    },
  );
  const found = uses.flat();
  if (found.length === 0) return undefined;
  return inUse(
    found.map((use) => use.wabaId),
    found.map((use) => use.why).join('; '),
  );
}

function inUse(wabaIds: readonly string[], why: string): UndoShareResult {
  return { kind: 'in-use', wabaIds, text: `${why}; deleting it could stop other accounts, so nothing was sent.` };
}
