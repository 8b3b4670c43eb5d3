import { findCreditLine } from '../credit';
import { missingOrForbidden, notAllowed } from '../errors';
import type { GraphCall } from '../graph-call';
import { requireScope } from '../graph-call';
import type { Allocation, CreditLine } from '../state';

/** Whether the line is one of the token's portfolio. A token limited to accounts belongs to a customer. */
export const isOwnLine = (call: GraphCall, line: CreditLine): boolean =>
  line.businessId === call.token.businessId && call.token.targetIds === null;

/** Throws 200 where the token's user may not see to the money of its portfolio. */
export function requireFinanceRole(call: GraphCall): void {
  requireScope(call, 'business_management');
  if (call.token.role === 'employee') {
    throw notAllowed('The system user must have the role Admin or Financial Editor on the business portfolio');
  }
}

/** The line, for the partner's own token: 100/33 for anybody else's line, 200 without the scope or the role. */
export function requireLine(call: GraphCall, id: string): CreditLine {
  requireFinanceRole(call);
  const line = findCreditLine(call.world.state, id);
  if (!line || !isOwnLine(call, line)) throw missingOrForbidden(call.method, id);
  return line;
}

/** Throws 200 where the owner of the line has taken it back. */
export function requireUsable(line: CreditLine): void {
  if (line.accessRevoked) throw notAllowed('Access to this line of credit was revoked by its owner');
}

/** The sharing record, for the token of the line's owner. */
export function requireAllocation(call: GraphCall, id: string): Allocation {
  const allocation = call.world.state.allocations.find((other) => other.id === id);
  requireFinanceRole(call);
  const line = allocation && findCreditLine(call.world.state, allocation.lineId);
  // The answer names what was asked for: the line behind it is not the caller's to know.
  if (!allocation || !line || !isOwnLine(call, line)) throw missingOrForbidden(call.method, id);
  return allocation;
}
