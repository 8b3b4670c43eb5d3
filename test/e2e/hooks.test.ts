/** Other systems are told in time: asked before numbers move, notified when a person is needed and of the end. */
import { randomBytes } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import {
  notificationSchema,
  routingMessageSchema,
  type NotificationMessage,
  type RoutingMessage,
} from '../../domain/hooks';
import { startReceiver, type Received, type Receiver } from '../helpers/hook-receiver';
import { accountNow, createWorld, digitsOf, fetchHistory, resetAfter, until, type World } from './harness';

const secret = (): string => randomBytes(32).toString('base64');
const [NEWEST, OLDER, NOTIFYING] = [secret(), secret(), secret()];
const LIMIT_MS = 90_000;

let world: World;
let routing: Receiver;
let first: Receiver;
let second: Receiver;

/** The settings of a worker that tells these three. */
const hooksEnv = () => ({
  CUTOVER_HOOK_URL: routing.url,
  CUTOVER_HOOK_SECRETS: `whsec_${NEWEST},whsec_${OLDER}`,
  NOTIFY_URL: `${first.url},${second.url}`,
  NOTIFY_SECRETS: `whsec_${NOTIFYING}`,
  HOOKS_ALLOW_PRIVATE: 'true',
  PUBLIC_URL: 'https://ops.example.com',
});

beforeAll(async () => {
  [routing, first, second] = await Promise.all([startReceiver(), startReceiver(), startReceiver()]);
  world = await createWorld({ workerEnv: hooksEnv(), secrets: [NEWEST, OLDER, NOTIFYING] });
});
beforeEach(() => {
  for (const receiver of [routing, first, second]) {
    receiver.received.length = 0;
    receiver.answer = (response) => response.writeHead(204).end();
  }
});
afterEach(() => world.finish());
afterAll(async () => {
  await world?.close();
  await Promise.all([routing, first, second].map((receiver) => receiver?.close()));
});

/** A message, once its signature is seen to be by this secret. */
const opened = ({ headers, text }: Received, by: string): unknown =>
  new Webhook(by).verify(text, headers as Record<string, string>);
const routed = (received: Received): RoutingMessage => routingMessageSchema.parse(opened(received, OLDER));
const notified = (receiver: Receiver): NotificationMessage[] =>
  receiver.received.map((received) => {
    const message = opened(received, NOTIFYING) as NotificationMessage;
    notificationSchema.parse(message);
    expect(received.headers['webhook-id']).toBe(message.id);
    return message;
  });
const untilReceived = (receiver: Receiver, count: number) =>
  until(`${count} messages`, LIMIT_MS, async () => (receiver.received.length >= count ? true : undefined));

/** Waits until a try to deliver a run's first notification has failed; what Temporal shows of it. */
const failedDelivery = (runId: string): Promise<string> =>
  until(`a failed delivery of ${runId}`, LIMIT_MS, async () => {
    // A run shows its phase a moment before the delivery that it starts there exists.
    const look = world.client.workflow.getHandle(`notification/${runId}-n1`).describe();
    const { raw } = await look.catch(() => ({ raw: undefined }));
    return raw?.pendingActivities?.[0]?.lastFailure?.message ?? undefined;
  });

/** Replaces the worker by one with other settings of hooks. */
async function workWith(env: Record<string, string>): Promise<void> {
  await world.killWorker();
  world.startWorker({ ...hooksEnv(), ...env });
}

describe('the hook that is asked before numbers move', () => {
  it('hears of clone, numbers and new template ids while every number is on the source, and its yes is approved', async () => {
    const waba = await world.addAccount({ numbers: 2, templates: 3 });
    let numbersThen: string[] = [];
    routing.answer = (response) => {
      void accountNow(world, waba.id).then((account) => {
        numbersThen = digitsOf(account);
        response.writeHead(200).end();
      });
    };
    await world.start(waba.id);
    const waiting = await world.waitForPhase(waba.id, 'awaiting-approval');
    expect(waiting.report?.checks.find(({ name }) => name === 'routing-ready')).toMatchObject({ result: 'match' });
    expect(waiting.waitingFor?.reason).not.toContain('Your own systems');
    expect(numbersThen).toEqual(digitsOf(waba));

    // Asked at least once, and under one id: an answer that is lost on its way is asked for again.
    const [received] = routing.received as [Received];
    expect(new Set(routing.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expect(() => opened(received, NEWEST)).not.toThrow();
    const message = routed(received);
    expect(received.headers['webhook-id']).toContain(waiting.runId);
    expect(message).toMatchObject({ source: waba.id, clone: waiting.destinationWabaId, runId: waiting.runId });
    expect(message.numbers.map(({ digits }) => digits).sort()).toEqual(digitsOf(waba));
    expect(message.templates).toHaveLength(3);
    for (const { source, clone } of message.templates) expect(clone).not.toBe(source);

    await world.approve(waba.id);
    await world.waitForPhase(waba.id, 'completed');
  });

  it('stops the run by a no, and a person who waives it lets the numbers move', async () => {
    const waba = await world.addAccount();
    routing.answer = (response) => response.writeHead(409).end('{"error": "not-for-logs"}');
    await world.start(waba.id, '--approval', 'auto');
    const stopped = await world.waitForPhase(waba.id, 'needs-operator');
    expect(stopped.waitingFor?.reason).toContain('answered 409');
    expect(digitsOf(await accountNow(world, waba.id))).toEqual(digitsOf(waba));
    const waived = await world.wabactl(
      ...['migrate', 'waive', waba.id, '--check', 'routing-ready', '--reason', 'told them by phone'],
    );
    expect(waived).toMatchObject({ status: 0 });
    await world.waitForPhase(waba.id, 'completed');
    const ids = routing.received.map(({ headers }) => headers['webhook-id']);
    expect(new Set(ids).size).toBe(2);
    expect(world.workerLog()).not.toContain('not-for-logs');
  });

  it('is asked again under the same id where the worker died before it answered', async () => {
    const waba = await world.addAccount();
    routing.answer = () => undefined;
    await world.start(waba.id, '--approval', 'auto');
    await untilReceived(routing, 1);
    await world.killWorker();
    routing.answer = (response) => response.writeHead(204).end();
    world.startWorker();
    await world.waitForPhase(waba.id, 'completed');
    const ids = routing.received.map(({ headers }) => headers['webhook-id']);
    expect(ids.length).toBeGreaterThan(1);
    expect(new Set(ids).size).toBe(1);
  });

  it('is not followed where it redirects', async () => {
    const waba = await world.addAccount();
    const elsewhere = await startReceiver();
    try {
      routing.answer = (response) => response.writeHead(307, { location: elsewhere.url }).end();
      await world.start(waba.id, '--approval', 'auto');
      const stopped = await world.waitForPhase(waba.id, 'needs-operator');
      expect(stopped.waitingFor?.reason).toContain('redirects are not followed');
      expect(elsewhere.connections()).toBe(0);
    } finally {
      await elsewhere.close();
    }
    await world.wabactl('migrate', 'abandon', waba.id, '--reason', 'end of test');
    await world.waitForPhase(waba.id, 'abandoned');
  });

  it('and those to be notified are not connected to on private addresses, unless that is allowed', async () => {
    await workWith({ HOOKS_ALLOW_PRIVATE: '' });
    const before = [routing, first, second].map((receiver) => receiver.connections());
    try {
      const waba = await world.addAccount();
      await world.start(waba.id, '--approval', 'auto');
      const stopped = await world.waitForPhase(waba.id, 'needs-operator');
      expect(stopped.waitingFor?.reason).toContain('HOOKS_ALLOW_PRIVATE');
      expect(await failedDelivery(stopped.runId)).toContain('HOOKS_ALLOW_PRIVATE');
      expect([routing, first, second].map((receiver) => receiver.connections())).toEqual(before);
      await world.wabactl('migrate', 'abandon', waba.id, '--reason', 'end of test');
      // Its last evidence is written after its last phase began, by the worker that is about to be killed.
      await world.migrations.wait(waba.id);
      // Tried for days, they would reach the receivers of later tests.
      for (const one of ['n1', 'n2'])
        await world.client.workflow.getHandle(`notification/${stopped.runId}-${one}`).terminate('end of the test');
    } finally {
      await workWith({});
    }
  });
});

describe('notifications', () => {
  it('tell everybody of the wait and of the end, with a link, and no more of a person than that one is needed', async () => {
    const waba = await world.addAccount();
    await world.start(waba.id, '--by', 'local:ann');
    const waiting = await world.waitForPhase(waba.id, 'awaiting-approval');
    await world.approve(waba.id, '--by', 'local:bea', '--comment', 'Bea looked at it');
    await world.waitForPhase(waba.id, 'completed');
    for (const receiver of [first, second]) {
      await untilReceived(receiver, 2);
      const [asked, ended] = notified(receiver).sort((a, b) => (a.id < b.id ? -1 : 1)) as [
        NotificationMessage,
        NotificationMessage,
      ];
      expect(asked).toMatchObject({
        type: 'migration.awaiting-approval',
        workflowId: waiting.workflowId,
        wabaId: waba.id,
        phase: 'awaiting-approval',
        verbs: waiting.waitingFor?.verbs,
        link: `https://ops.example.com/migrations/${waba.id}`,
      });
      expect(ended).toMatchObject({ type: 'migration.completed', phase: 'completed', verbs: [] });
      const texts = receiver.received.map(({ text }) => text).join('');
      for (const word of ['ann', 'bea', 'Bea', ...digitsOf(waba)]) expect(texts).not.toContain(word);
    }
  });

  it('are not lost where one receiver is down until the run has long ended and its worker died, nor told twice to the other', async () => {
    const waba = await world.addAccount();
    first.answer = (response) => response.writeHead(503).end();
    await world.start(waba.id, '--approval', 'auto');
    const ended = await world.waitForPhase(waba.id, 'completed');
    // Deliveries of runs before may still be tried again.
    const own = ({ received }: typeof first) =>
      received.filter(({ headers }) => headers['webhook-id'] === `${ended.runId}-n1`);
    const untilOwn = (receiver: typeof first, count: number) =>
      until(`message ${count} of the run`, 60_000, async () => (own(receiver).length >= count ? true : undefined));
    await untilOwn(second, 1);
    // Once the attempt has failed, Temporal knows who has taken it.
    await failedDelivery(ended.runId);
    await world.killWorker();
    first.answer = (response) => response.writeHead(204).end();
    const refused = own(first).length;
    world.startWorker();
    await untilOwn(first, refused + 1);
    await world.client.workflow.getHandle(`notification/${ended.runId}-n1`).result();
    expect(own(second)).toHaveLength(1);
  });

  it('of a run that is reset to a point after them are replayed under their ids, and the run goes on', async () => {
    const waba = await world.addAccount({ behaviour: { phoneStatusAfterMove: 'PENDING' } });
    await world.start(waba.id, '--policy', 'settleAfterResume=1s');
    await world.waitForPhase(waba.id, 'awaiting-approval');
    await world.approve(waba.id);
    const before = await world.waitForPhase(waba.id, 'needs-operator');
    const runId = await resetAfter(world, before, 'cutOver');
    const after = await world.waitForPhase(waba.id, 'needs-operator', { where: (state) => state.runId === runId });
    expect(after.waitingFor?.verbs).toEqual(['retry', 'conclude']);
    const events = (await fetchHistory(world.client, after)).history.events ?? [];
    const told = events.flatMap(
      ({ startChildWorkflowExecutionInitiatedEventAttributes: child }) => child?.workflowId ?? [],
    );
    expect(told).toEqual(['n1', 'n2'].map((one) => `notification/${before.runId}-${one}`));
    // The reset itself is written down as a failed task, which names the run that goes on: no other task has failed.
    const failed = events.flatMap(({ workflowTaskFailedEventAttributes: task }) => task?.newRunId ?? []);
    expect(failed).toEqual([runId]);
    await world.wabactl('migrate', 'conclude', waba.id, '--reason', 'end of test');
    await world.waitForPhase(waba.id, 'failed');
    await untilReceived(first, 3);
  });
});

it('a worker that is given no hooks tells nobody, makes no check, and adds nothing to the history', async () => {
  await workWith({ CUTOVER_HOOK_URL: '', CUTOVER_HOOK_SECRETS: '', NOTIFY_URL: '', NOTIFY_SECRETS: '' });
  const waba = await world.addAccount();
  await world.start(waba.id);
  const waiting = await world.waitForPhase(waba.id, 'awaiting-approval');
  expect(waiting.waitingFor?.reason).toContain('Your own systems must be ready');
  expect(waiting.report?.checks.map(({ name }) => name)).not.toContain('routing-ready');
  await world.approve(waba.id);
  await world.waitForPhase(waba.id, 'completed');
  const { history } = await fetchHistory(world.client, waiting);
  const types = (history.events ?? []).flatMap((event) => Object.keys(event));
  expect(types).not.toContain('startChildWorkflowExecutionInitiatedEventAttributes');
  expect([routing, first, second].flatMap(({ received }) => received)).toEqual([]);
});
