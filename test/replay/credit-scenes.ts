/** The credit operations whose histories are kept, each played to its end. */
import { creditLineWorkflowId } from '../../domain/ids';
import { accountOf, inTwoCalls, until, type World } from '../e2e/harness';
import { awaitClose, newestRun, type RunId } from '../e2e/harness/runs';
import { RECORDER } from './neutral-history';

/** Plays one run and answers with it. */
export type Scene = (world: World) => Promise<RunId>;

/** By what the history is of; the name of its file begins with it. */
export const CREDIT_SCENES = { shared, compensated, revoked } satisfies Record<string, Scene>;

/** Our system user is assigned, the answer of the share is lost, and the funding is late until a person looks again. */
async function shared(world: World): Promise<RunId> {
  const account = { systemUserAssigned: false, behaviour: { fundingShown: false } };
  const customer = await world.addCustomer({ account });
  const { businessId } = customer;
  await world.simulator.addFault({ fault: 'fail-after', effect: 'shared', businessId });
  await world.credit.share(accountOf(customer), {
    ...inTwoCalls(customer),
    assignSystemUser: true,
    verifyFor: '2s',
    settleFor: '2s',
    startedBy: RECORDER,
  });
  await world.waitForCredit(businessId, 'needs-operator');
  await world.simulator.changeWaba(accountOf(customer).id, { behaviour: { fundingShown: true } });
  await order(world, 'operation', 'retry-verification', '--business', businessId, '--reason', 'Meta shows it now');
  return await ended(world, businessId, 'completed');
}

/** An attach that Meta refuses after the share, which is taken back. */
async function compensated(world: World): Promise<RunId> {
  const customer = await world.addCustomer();
  const { businessId } = customer;
  await world.simulator.addFault({ fault: 'refuse', effect: 'attached', businessId });
  await world.credit.share(accountOf(customer), { ...inTwoCalls(customer), startedBy: RECORDER });
  return await ended(world, businessId, 'compensated');
}

/** A revoke of more than was seen when it was asked for: a person confirms what it is now. */
async function revoked(world: World): Promise<RunId> {
  const customer = await world.addCustomer({ wabas: 2, account: { funding: 'line' } });
  const { businessId } = customer;
  await world.credit.revoke(businessId, { radius: '0'.repeat(64), startedBy: RECORDER });
  const asked = await world.waitForCredit(businessId, 'needs-operator');
  const digest = asked.radius?.digest ?? 'none';
  await order(world, 'confirm-radius', '--business', businessId, '--radius', digest);
  return await ended(world, businessId, 'completed');
}

async function ended(world: World, businessId: string, phase: 'completed' | 'compensated'): Promise<RunId> {
  await world.waitForCredit(businessId, phase);
  const run = await until('the operation', 10_000, () => newestRun(world.client, creditLineWorkflowId(businessId)));
  await awaitClose(world.client, run);
  return run;
}

async function order(world: World, ...args: readonly string[]): Promise<void> {
  const { status, stderr } = await world.wabactl('credit', ...args, '--by', RECORDER);
  if (status !== 0) throw new Error(`wabactl credit ${args.join(' ')} ended with ${status}: ${stderr}`);
}
