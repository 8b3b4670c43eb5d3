import type { Waba } from '../account';
import type { GraphCall } from '../graph-call';

/** Whether something pays for the account by now. */
export const isFunded = (call: GraphCall, waba: Waba): boolean =>
  waba.funding !== null && waba.funding.fromMs <= call.world.clock.nowMs();

/** What `primary_funding_id` shows: absent, not empty, while nothing pays or what pays does not show yet. */
export function shownFundingId(call: GraphCall, waba: Waba): string | undefined {
  if (!waba.funding || !isFunded(call, waba) || !waba.behaviour.fundingShown) return undefined;
  return waba.funding.shownFromMs <= call.world.clock.nowMs() ? waba.funding.id : undefined;
}
