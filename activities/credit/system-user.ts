/** Our system user, whom `whatsapp_credit_sharing_and_attach` needs on the customer's account. */
import { readable, unreadable, type Readable } from '../../domain/account';
import type { Attempt } from '../guards';
import { readToken } from '../account/own-identity';
import { readPart, REFUSALS_ONLY, type Tolerance } from '../account/parts';

/** The tasks that our system user is given ("Manage system users"). */
export const SYSTEM_USER_TASKS: readonly string[] = ['MANAGE'];

/** Our system user's id; null where neither the token nor `GET /me` says who it is. */
export async function readSystemUser(attempt: Attempt): Promise<string | null> {
  const token = await readToken(attempt);
  if (token.ok && token.value.userId !== undefined) return token.value.userId;
  const me = await readPart(() => attempt.deps.graph.getMe(attempt.read));
  return me.ok ? me.value.id : null;
}

/**
 * Whether a user of our portfolio is assigned on an account, with whatever tasks: taking away what somebody else gave
 * is not ours. Read with our token, and where that is refused, with the customer's.
 */
export async function readIsAssigned(
  attempt: Attempt,
  wabaId: string,
  userId: string,
  tolerance: Tolerance = REFUSALS_ONLY,
): Promise<Readable<boolean>> {
  const { graph, ownBusinessId } = attempt.deps;
  const { customer } = attempt;
  if (ownBusinessId === undefined) return unreadable('META_BUSINESS_ID is not set, so our users are unknown');
  const own = await readPart(() => graph.listAssignedUsers(attempt.read, wabaId, ownBusinessId), tolerance);
  const users =
    own.ok || customer === null
      ? own
      : await readPart(() => graph.listAssignedUsers(customer.read, wabaId, ownBusinessId), tolerance);
  return users.ok ? readable(users.value.some(({ id }) => id === userId)) : users;
}
