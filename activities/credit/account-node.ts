/** An account's node, read with the token that may see its owner and funding. */
import type { Readable, Waba } from '../../domain/account';
import { readable } from '../../domain/account';
import type { Attempt } from '../guards';
import { readPart, REFUSALS_ONLY, type Tolerance } from '../account/parts';

/**
 * Reads an account: with the customer's business token where the run has one, since Meta's page reads
 * `owner_business_info` and `primary_funding_id` with it; what that token is not shown, with ours.
 */
export async function readAccountNode(
  attempt: Attempt,
  wabaId: string,
  tolerance: Tolerance = REFUSALS_ONLY,
): Promise<Readable<Waba>> {
  const { graph } = attempt.deps;
  const { customer } = attempt;
  const ours = () => readPart(() => graph.getWaba(attempt.read, wabaId), tolerance);
  if (customer === null) return ours();
  const theirs = await readPart(() => graph.getWaba(customer.read, wabaId), tolerance);
  if (theirs.ok && theirs.value.ownerReadable && theirs.value.fundingReadable) return theirs;
  const own = await ours();
  if (!theirs.ok) return own;
  return own.ok ? readable(withWhatIsShown(theirs.value, own.value)) : theirs;
}

/** The first view, with owner and funding of the second where only that shows them. */
function withWhatIsShown(first: Waba, second: Waba): Waba {
  const { ownerBusinessId, ownerBusinessName, primaryFundingId } = second;
  const owner =
    first.ownerReadable || !second.ownerReadable
      ? {}
      : {
          ownerReadable: true,
          ...(ownerBusinessId === undefined ? {} : { ownerBusinessId }),
          ...(ownerBusinessName === undefined ? {} : { ownerBusinessName }),
        };
  const funding =
    first.fundingReadable || !second.fundingReadable
      ? {}
      : { fundingReadable: true, ...(primaryFundingId === undefined ? {} : { primaryFundingId }) };
  return { ...first, ...owner, ...funding };
}
