/** Runs that stand where each operation of the API can be asked for with success, and where it meets a conflict. */
import type { Customer, SimulatedWaba, World } from '../harness';
import { accountOf, inTwoCalls } from '../harness';

const INITIATE = '/set_payment_method_migration_intent$';
/** Patience of the tests, as an input of the API. */
export const QUICK = { verifyFor: '25s', settleFor: '3s' } as const;

/** What the rows of the matrix ask about. */
export interface Scene {
  readonly world: World;
  readonly keys: { readonly viewer: string };
  /** Nothing was started for it. */
  readonly fresh: SimulatedWaba;
  /** Waits for an approval. */
  readonly waiting: SimulatedWaba;
  readonly toReject: SimulatedWaba;
  /** Waits for an approval; one of its numbers will stay behind. */
  readonly toApprove: SimulatedWaba;
  /** Stopped for a template that was lost. */
  readonly lossy: SimulatedWaba;
  /** Stopped since an initiate was never answered. */
  readonly toRetry: SimulatedWaba;
  readonly toAttach: SimulatedWaba;
  /** Its run was rejected. */
  readonly ended: SimulatedWaba;
  /** Funded by nobody, and nothing was started for it. */
  readonly unfunded: Customer;
  /** Funded by the partner's line. */
  readonly funded: Customer;
  /** A share that completed. */
  readonly shared: Customer;
  /** Shares whose funding never shows, which therefore wait for a person. */
  readonly unproven: readonly [Customer, Customer, Customer];
  /** A share that could not be taken back. */
  readonly stuck: Customer;
  /** A revoke whose radius grew. */
  readonly grown: Customer;
}

/** Brings every run to where it is asked about, all at once. */
export async function setScene(world: World, keys: Scene['keys']): Promise<Scene> {
  const [fresh, waiting, toReject, ended, toRetry, toAttach, toApprove, lossy] = [
    await world.addAccount(),
    await world.addAccount(),
    await world.addAccount(),
    await world.addAccount(),
    await world.addAccount(),
    await world.addAccount(),
    await world.addAccount({ numbers: [{}, { inReview: true }] }),
    await world.addAccount({ templates: 4, behaviour: { templatesLost: 1 } }),
  ];
  for (const { id } of [toRetry, toAttach])
    await world.simulator.addFault({ fault: 'fail-before', path: INITIATE, wabaId: id });
  for (const { id } of [waiting, toReject, ended, toRetry, toAttach, lossy]) await world.start(id);
  await world.start(toApprove.id, '--policy', 'settleAfterResume=3s');
  const credit = await setCredit(world);
  await Promise.all([
    ...[waiting, toReject, ended, toApprove].map(({ id }) => world.waitForPhase(id, 'awaiting-approval')),
    ...[toRetry, toAttach, lossy].map(({ id }) => world.waitForPhase(id, 'needs-operator')),
  ]);
  await world.wabactl('migrate', 'reject', ended.id, '--reason', 'not this year');
  await world.waitForPhase(ended.id, 'abandoned');
  return { world, keys, fresh, waiting, toReject, toApprove, lossy, toRetry, toAttach, ended, ...credit };
}

type Credit = Pick<Scene, 'unfunded' | 'funded' | 'shared' | 'unproven' | 'stuck' | 'grown'>;

async function setCredit(world: World): Promise<Credit> {
  const unproven = async (): Promise<Customer> => {
    const customer = await world.addCustomer({ account: { behaviour: { fundingShown: false } } });
    await world.credit.share(accountOf(customer), { verifyFor: '2s' });
    return customer;
  };
  const unfunded = await world.addCustomer();
  const funded = await world.addCustomer({ account: { funding: 'line' } });
  const shared = await world.addCustomer();
  await world.credit.share(accountOf(shared));

  const stuck = await world.addCustomer();
  for (const effect of ['attached', 'allocation-deleted'])
    await world.simulator.addFault({ fault: 'refuse', effect, businessId: stuck.businessId });
  await world.credit.share(accountOf(stuck), inTwoCalls(stuck));

  const grown = await world.addCustomer({ account: { funding: 'line' } });
  const { digest: radius } = await world.credit.radius(grown.businessId);
  await world.addAccountsOf(grown, { account: { funding: 'line' } });
  await world.credit.revoke(grown.businessId, { radius });

  const asking = [await unproven(), await unproven(), await unproven()] as const;
  await world.waitForCredit(shared.businessId, 'completed');
  for (const { businessId } of [stuck, grown, ...asking]) await world.waitForCredit(businessId, 'needs-operator');
  return { unfunded, funded, shared, stuck, grown, unproven: asking };
}

/** Waits until nothing moves any more: every run has ended or waits for a person. */
export async function untilStill(scene: Scene): Promise<void> {
  const { world, fresh, waiting, toReject, toApprove, lossy, toRetry, toAttach } = scene;
  const { unfunded, funded, stuck, grown, unproven } = scene;
  await Promise.all([
    ...[fresh, toRetry, lossy].map(({ id }) => world.waitForPhase(id, 'awaiting-approval')),
    ...[waiting, toReject].map(({ id }) => world.waitForPhase(id, 'abandoned')),
    world.waitForPhase(toAttach.id, 'needs-operator'),
    world.waitForPhase(toApprove.id, 'failed'),
    ...[unfunded, funded, grown].map(({ businessId }) => world.waitForCredit(businessId, 'completed')),
    ...[stuck, ...unproven].map(({ businessId }) =>
      world.waitForCredit(businessId, ['completed', 'refused', 'compensated', 'needs-operator']),
    ),
  ]);
}
