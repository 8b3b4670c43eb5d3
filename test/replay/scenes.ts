/** The runs whose histories are kept, each played to where it is worth replaying. */
import { randomBytes } from 'node:crypto';
import { notificationWorkflowId } from '../../domain/ids';
import type { StateDocument } from '../../domain/state';
import { CREDIT_LINE, until, type World } from '../e2e/harness';
import { awaitClose, newestRun, type RunId } from '../e2e/harness/runs';
import { startReceiver } from '../helpers/hook-receiver';
import { CREDIT_SCENES, type Scene } from './credit-scenes';
import { RECORDER } from './neutral-history';

const TEMPLATES = ['order_update', 'receipt'].map((name) => ({ name, language: 'en_US', status: 'APPROVED' }));

/** By what the history is of; the name of its file begins with it. */
export const SCENES: Readonly<Record<string, Scene>> = {
  completed,
  waiting,
  failed,
  funded,
  ...CREDIT_SCENES,
  notified,
  delivered,
};

/** An initiate that fails and leaves an orphan, an approval by hand, a move that fails once, a test message. */
async function completed(world: World): Promise<RunId> {
  const behaviour = { initiations: ['failed', 'ready'], resumes: ['failed:1', 'completed'] };
  const { id } = await world.addAccount({ numbers: 2, templates: TEMPLATES, behaviour });
  const message = ['--test-message-to', '+15550123456', '--test-message-template', 'order_update:en_US'];
  const run = await start(world, id, '--policy', 'resumeBackoff=1s', ...message);
  await world.waitForPhase(id, 'awaiting-approval');
  await approve(world, id);
  await world.waitForPhase(id, 'completed');
  await awaitClose(world.client, run);
  return run;
}

/** The account gets a number while an approval is awaited: verified anew, and waiting for another approval. */
async function waiting(world: World): Promise<RunId> {
  const { id } = await world.addAccount({ templates: TEMPLATES });
  const run = await start(world, id, '--policy', 'recheckEvery=1s');
  const { report } = await world.waitForPhase(id, 'awaiting-approval');
  await world.simulator.changeWaba(id, { numbers: { add: [{ status: 'CONNECTED' }] } });
  const isVerifiedAnew = (state: StateDocument) => state.report?.digest !== report?.digest;
  await world.waitForPhase(id, 'awaiting-approval', { where: isVerifiedAnew });
  await until('the run to be at rest', 30_000, async () => ((await isAtRest(world, run)) ? true : undefined));
  return run;
}

/** A number under review stays behind, and a person concludes the run. */
async function failed(world: World): Promise<RunId> {
  const numbers = [{ status: 'CONNECTED' }, { status: 'CONNECTED', inReview: true }];
  const { id } = await world.addAccount({ numbers, templates: TEMPLATES });
  const run = await start(world, id, '--policy', 'settleAfterResume=3s');
  await world.waitForPhase(id, 'awaiting-approval');
  await approve(world, id);
  await world.waitForPhase(id, 'needs-operator');
  await order(world, 'conclude', id, '--reason', 'one number stays under review');
  await world.waitForPhase(id, 'failed');
  await awaitClose(world.client, run);
  return run;
}

/** A clone that Meta leaves unfunded, which a share of its own funds. */
async function funded(world: World): Promise<RunId> {
  const { id } = await world.addAccount({ templates: TEMPLATES, behaviour: { cloneFunded: false } });
  const run = await start(world, id, '--approval', 'auto', '--policy', 'fundingGrace=2s');
  await world.waitForPhase(id, 'completed');
  await awaitClose(world.client, run);
  return run;
}

/** Somebody is told that an approval is awaited, and of the end. */
async function notified(world: World): Promise<RunId> {
  const { id } = await world.addAccount({ templates: TEMPLATES });
  return await tellingOthers(world, async () => {
    const run = await start(world, id);
    await world.waitForPhase(id, 'awaiting-approval');
    await firstDelivery(world, run);
    await approve(world, id);
    await world.waitForPhase(id, 'completed');
    await awaitClose(world.client, run);
    return run;
  });
}

/** What tells them: a run of its own for each notification. */
async function delivered(world: World): Promise<RunId> {
  const { id } = await world.addAccount({ templates: TEMPLATES });
  return await tellingOthers(world, async () => firstDelivery(world, await start(world, id, '--approval', 'auto')));
}

/** Plays with a worker that is given somebody to tell. */
async function tellingOthers(world: World, play: () => Promise<RunId>): Promise<RunId> {
  const receiver = await startReceiver();
  try {
    await world.killWorker();
    const secret = `whsec_${randomBytes(32).toString('base64')}`;
    world.startWorker({ NOTIFY_URL: receiver.url, NOTIFY_SECRETS: secret, HOOKS_ALLOW_PRIVATE: 'true' });
    return await play();
  } finally {
    await receiver.close();
  }
}

/** The delivery of the first notification of a run, once it has ended. */
async function firstDelivery({ client }: World, { runId }: RunId): Promise<RunId> {
  const delivery = await until('a delivery', 60_000, () => newestRun(client, notificationWorkflowId(`${runId}-n1`)));
  await awaitClose(client, delivery);
  return delivery;
}

async function start(world: World, wabaId: string, ...more: readonly string[]): Promise<RunId> {
  const answer = await order(world, 'start', '--waba', wabaId, '--to', 'INR', '--credit-line', CREDIT_LINE, ...more);
  return answer as RunId;
}

async function approve(world: World, wabaId: string): Promise<void> {
  const { report } = await world.migrations.get(wabaId);
  await order(world, 'approve', wabaId, '--digest', report?.digest ?? 'none');
}

async function order(world: World, ...args: readonly string[]): Promise<unknown> {
  const { status, json, stderr } = await world.wabactl('migrate', ...args, '--by', RECORDER);
  if (status !== 0) throw new Error(`wabactl migrate ${args.join(' ')} ended with ${status}: ${stderr}`);
  return json;
}

/** A history that ends in the middle of a workflow task cannot be replayed to its end. */
async function isAtRest({ client }: World, { workflowId, runId }: RunId): Promise<boolean> {
  const { raw } = await client.workflow.getHandle(workflowId, runId).describe();
  return raw.pendingWorkflowTask == null;
}
