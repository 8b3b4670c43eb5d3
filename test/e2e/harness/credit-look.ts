/** What tests of credit ask and tell, in the words of a test. */
import type { CreditVerb } from '../../../domain/credit/verbs';
import type { Customer } from './customers';
import type { SimulatedAllocation, SimulatedWaba } from './simulator-process';
import type { WabactlResult } from './wabactl';
import type { World } from './world';

/** An account of a customer, the first where none is named; throws where it has none. */
export function accountOf({ wabas, businessId }: Customer, index = 0): SimulatedWaba {
  const waba = wabas[index];
  if (waba === undefined) throw new Error(`customer ${businessId} has no account ${index}`);
  return waba;
}

/** How to share in two calls, the second with the customer's token. */
export const inTwoCalls = ({ tokenRef }: Customer) =>
  ({ method: 'share-then-attach', customerTokenRef: tokenRef }) as const;

/** The sharing records of a customer that still pay. */
export async function liveRecords(
  world: World,
  { businessId }: Pick<Customer, 'businessId'>,
): Promise<SimulatedAllocation[]> {
  const { allocations } = await world.simulator.state();
  return allocations.filter((each) => each.receivingBusinessId === businessId && each.requestStatus !== 'DELETED');
}

/** Tells the credit operation of a customer something by `wabactl`. */
export async function tell(
  world: World,
  verb: Exclude<CreditVerb, 'confirm-radius'>,
  { businessId }: Pick<Customer, 'businessId'>,
): Promise<WabactlResult> {
  return world.wabactl('credit', 'operation', verb, '--business', businessId, '--reason', 'as the test wants it');
}
