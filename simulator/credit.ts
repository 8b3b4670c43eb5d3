import type { Funding, Waba } from './account';
import type { Allocation, CreditLine, State } from './state';
import { newId } from './state';

/** The live sharing record between a line and a business, the newest of several; revoked ones do not count. */
export function activeAllocation(state: State, lineId: string, businessId: string): Allocation | undefined {
  return state.allocations.findLast(
    (allocation) =>
      allocation.lineId === lineId &&
      allocation.receivingBusinessId === businessId &&
      allocation.requestStatus !== 'DELETED',
  );
}

/** Shares a line with a business. The list of the line has the record from `listedFromMs` on. */
export function createAllocation(state: State, lineId: string, businessId: string, listedFromMs = 0): Allocation {
  const allocation: Allocation = {
    id: newId(state, 'allocation'),
    lineId,
    receivingBusinessId: businessId,
    receivingCredentialId: newId(state, 'credential'),
    requestStatus: null,
    listedFromMs,
    deletedShownFromMs: 0,
  };
  state.allocations.push(allocation);
  return allocation;
}

/** Whether this record is what pays for the account. */
export const isFundedBy = (waba: Waba, allocation: Allocation): boolean =>
  waba.funding?.id === allocation.receivingCredentialId;

/** What an account has that a sharing record pays for. */
export const fundedBy = (allocation: Allocation, fromMs: number, shownFromMs = fromMs): Funding => ({
  kind: 'line',
  id: allocation.receivingCredentialId,
  fromMs,
  shownFromMs,
});

/**
 * Revokes a sharing record: every account that it paid for has no funding from now on. Answers with those; reads
 * show the record as DELETED from `shownFromMs` on.
 */
export function revokeAllocation(state: State, allocation: Allocation, shownFromMs: number): Waba[] {
  allocation.requestStatus = 'DELETED';
  allocation.deletedShownFromMs = shownFromMs;
  const defunded = state.wabas.filter((waba) => isFundedBy(waba, allocation));
  for (const waba of defunded) waba.funding = null;
  return defunded;
}

/** The line of credit with this id. */
export function findCreditLine(state: State, id: string): CreditLine | undefined {
  return state.creditLines.find((line) => line.id === id);
}
