import type { Allocation, CreditLine, State } from './state';
import { newId } from './state';

/** The live sharing record between a line and a business; revoked ones do not count. */
export function activeAllocation(state: State, lineId: string, businessId: string): Allocation | undefined {
  return state.allocations.find(
    (allocation) =>
      allocation.lineId === lineId &&
      allocation.receivingBusinessId === businessId &&
      allocation.requestStatus !== 'DELETED',
  );
}

/** Shares a line with a business. */
export function createAllocation(state: State, lineId: string, businessId: string): Allocation {
  const allocation: Allocation = {
    id: newId(state, 'allocation'),
    lineId,
    receivingBusinessId: businessId,
    receivingCredentialId: newId(state, 'credential'),
    requestStatus: null,
  };
  state.allocations.push(allocation);
  return allocation;
}

/** The line of credit with this id. */
export function findCreditLine(state: State, id: string): CreditLine | undefined {
  return state.creditLines.find((line) => line.id === id);
}
