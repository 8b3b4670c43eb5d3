/** Notifications: everybody is told until they have taken it, nobody twice without need, and nothing secret. */
import { notify } from '../../../../activities/hooks/notify';
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import { notificationSchema, type Notification } from '../../../../domain/hooks';
import { createBench, RUN, SOURCE } from '../../../helpers/activity-bench';
import { startInput } from '../migration/inputs';
import { ACCEPTED, fakeHooks, fakeReceiver, REFUSED, SILENT } from './fake-hooks';

const NOTIFICATION: Notification = {
  type: 'migration.needs-operator',
  workflowId: `migrate-waba/${SOURCE}`,
  runId: RUN,
  wabaId: SOURCE,
  phase: 'needs-operator',
  at: '2026-11-22T12:00:00.000Z',
  why: 'The clone is not ready.',
  until: null,
  verbs: ['retry', 'abandon'],
};
const INPUT = { id: `${RUN}-n1`, notification: NOTIFICATION };

test('an assessment says whether anybody is to be notified, and nothing where nobody is', async () => {
  const notify = async (notified = [fakeReceiver('a.test')]) =>
    createBench({ hooks: fakeHooks({ notified }) }).call('assess', { input: startInput(), evidenceNumber: 1 });
  expect((await notify()).notify).toBe(true);
  expect(await notify([])).not.toHaveProperty('notify');
  expect(await createBench().call('assess', { input: startInput(), evidenceNumber: 1 })).not.toHaveProperty('notify');
});

test('everybody gets the same message under the same id, with a link to the run', async () => {
  const notified = [fakeReceiver('a.test'), fakeReceiver('b.test')];
  const bench = createBench({ hooks: fakeHooks({ notified }) });
  expect(await bench.call('notify', INPUT)).toEqual({ kind: 'delivered', receivers: 2 });
  const message = { id: INPUT.id, body: { id: INPUT.id, ...NOTIFICATION, link: `https://ops.test/${SOURCE}` } };
  expect(notified.map(({ posts }) => posts)).toEqual([[message], [message]]);
});

test('a worker that is given nobody leaves the delivery to another one', async () => {
  expect(await createBench().failing('notify', INPUT)).toMatchObject({ type: 'HookUnanswered', nonRetryable: false });
});

test.each([
  ['silent', SILENT],
  ['refused', REFUSED],
])('who was %s is told again, who has taken it is not', async (_how, answer) => {
  const [first, second] = [fakeReceiver('a.test'), fakeReceiver('b.test', answer, answer, ACCEPTED)];
  const bench = createBench({ hooks: fakeHooks({ notified: [first, second] }) });
  let heartbeatDetails: unknown;
  const attempt = async (number: number) => {
    // As Temporal does: what an attempt said last is what the next one finds.
    const environment = new MockActivityEnvironment(
      { attempt: number, heartbeatDetails },
      { logger: new DefaultLogger('ERROR', () => undefined) },
    );
    environment.on('heartbeat', (details: unknown) => (heartbeatDetails = details));
    return environment.run(() => notify(bench.deps, INPUT));
  };
  await expect(attempt(1)).rejects.toMatchObject({ type: 'HookUnanswered', nonRetryable: false });
  await expect(attempt(2)).rejects.toMatchObject({
    type: 'HookUnanswered',
    message: expect.stringContaining(answer.why),
  });
  expect(await attempt(3)).toEqual({ kind: 'delivered', receivers: 2 });
  expect([first.posts.length, second.posts.length]).toEqual([1, 3]);
  expect(new Set(second.posts.map(({ id }) => id))).toEqual(new Set([INPUT.id]));
});

test('has no field for what a person wrote or is called', () => {
  expect(Object.keys(notificationSchema.shape).sort()).toEqual(
    ['at', 'phase', 'runId', 'type', 'until', 'verbs', 'wabaId', 'why', 'workflowId'].sort(),
  );
});
