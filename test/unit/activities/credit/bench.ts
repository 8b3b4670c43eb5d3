/** A customer's business and what its credit activities are asked, on the fakes that all tests of activities share. */
import type { ActivityDeps } from '../../../../activities';
import type { CreditRunRef, ShareFacts } from '../../../../activities/credit/contract';
import type { Waba } from '../../../../domain/account';
import { shareInputSchema, type ShareInput, type ShareStart } from '../../../../domain/credit/input';
import { createBench, RUN, SOURCE, type Bench } from '../../../helpers/activity-bench';
import { account, OWN_BUSINESS, OWNER, SYSTEM_USER } from '../../../helpers/fake-graph';

export const LINE = '3001';
/** The account that a line is shared for; its owner's business is {@link OWNER}. */
export const WABA = SOURCE;
export const OUR_TOKEN = 'secret-token';
export const CUSTOMER_TOKEN = 'secret-customer-token';

/** A bench with an unfunded account of a customer to whom nothing is shared yet. */
export function createCreditBench(more: Partial<ActivityDeps> = {}): Bench {
  const bench = createBench({
    tokens: (ref) => ({ default: OUR_TOKEN, acme: CUSTOMER_TOKEN })[ref],
    ...more,
  });
  bench.graph.allocations.clear();
  unfund(bench, WABA);
  return bench;
}

/** Gives the customer another account, funded by nobody, or by whom `funding` says. */
export function addAccount({ graph }: Bench, id: string, more: Partial<Waba> = {}): void {
  const { primaryFundingId: _none, ...waba } = account(id).waba;
  graph.accounts.set(id, { ...account(id), waba: { ...waba, ...more } });
  graph.owned.set(OWNER, [...(graph.owned.get(OWNER) ?? []), id]);
  graph.clients.set(OWN_BUSINESS, [...(graph.clients.get(OWN_BUSINESS) ?? []), id]);
}

/** Takes the funding from an account. */
export function unfund({ graph }: Bench, id: string): void {
  const found = graph.accounts.get(id)!;
  const { primaryFundingId: _none, ...waba } = found.waba;
  found.waba = waba;
}

/** Changes what Meta shows of an account. */
export function show({ graph }: Bench, id: string, more: Partial<Waba>): void {
  const found = graph.accounts.get(id)!;
  found.waba = { ...found.waba, ...more };
}

/** Adds a sharing record of our line to the customer. */
export function addAllocation(
  { graph }: Bench,
  id: string,
  more: {
    line?: string;
    business?: string | null;
    credential?: string | null;
    status?: string;
    listedFor?: string;
  } = {},
): void {
  const { line = LINE, business = OWNER, credential = `credential-of-${id}`, status, listedFor = OWNER } = more;
  const key = `${line}/${listedFor}`;
  graph.allocations.set(key, [
    ...(graph.allocations.get(key) ?? []),
    {
      id,
      ...(business === null ? {} : { receivingBusinessId: business }),
      ...(credential === null ? {} : { receivingCredentialId: credential }),
      ...(status === undefined ? {} : { requestStatus: status }),
    },
  ]);
}

/** For whom the activities act. */
export function runRef({ graph }: Bench, more: Partial<CreditRunRef> = {}): CreditRunRef {
  return {
    businessId: OWNER,
    tokenRef: 'default',
    customerTokenRef: null,
    graphOrigin: graph.origin,
    checkedRunId: RUN,
    ...more,
  };
}

/** A filled share of the bench's account. */
export function shareInput(more: Partial<ShareStart> = {}): ShareInput {
  return shareInputSchema.parse({
    businessId: OWNER,
    wabaId: WABA,
    currency: 'USD',
    startedBy: 'test',
    ...more,
  });
}

/** What a share of the bench's account knows after its checks. */
export function shareFacts(more: Partial<ShareFacts> = {}): ShareFacts {
  return { lineId: LINE, allocationsBefore: [], systemUserId: SYSTEM_USER, mustAssign: false, ...more };
}
