/** A service on Temporal itself: its own worker and workflow start a migration from an activity, and hear how it ends. */
import { NativeConnection, Worker } from '@temporalio/worker';
import { createMigrationActivities } from '../../examples/migration-activities';
import { createWorld, CREDIT_LINE, effectsOf, fetchHistory, type World } from './harness';
import type { Billed, Wanted } from './own-workflow/workflows';

const TASK_QUEUE = 'billing';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world?.close());

/** A worker of the service; its first answer to each start is lost, as if it had died with it. */
async function serviceWorker(lost: Set<string>): Promise<{ readonly worker: Worker; close(): Promise<void> }> {
  const { migrations, server } = world;
  const activities = createMigrationActivities(migrations, { lookAgainMs: 1_000 });
  const connection = await NativeConnection.connect({ address: server.address });
  const worker = await Worker.create({
    connection,
    namespace: server.namespace,
    taskQueue: TASK_QUEUE,
    workflowsPath: require.resolve('./own-workflow/workflows'),
    activities: {
      ...activities,
      async startMigration(input: Parameters<typeof activities.startMigration>[0]) {
        const started = await activities.startMigration(input);
        if (lost.has(input.wabaId)) return started;
        lost.add(input.wabaId);
        throw new Error('the answer was lost');
      },
    },
  });
  return { worker, close: () => connection.close() };
}

test('a start whose answer was lost is repeated, and is one migration; its end is the end of the wait', async () => {
  const { id } = await world.addAccount();
  const lost = new Set<string>();
  const { worker, close } = await serviceWorker(lost);
  const wanted: Wanted = { wabaId: id, extendedCreditId: CREDIT_LINE };
  // The checker knows of the start as of one that is given by hand.
  const billed = await world.note(
    { command: 'start', wabaId: id, input: { ...wanted, approval: 'auto', dryRun: false } },
    () =>
      worker.runUntil(
        world.client.workflow.execute<(wanted: Wanted) => Promise<Billed>>('billInRupees', {
          workflowId: `bill/${id}`,
          taskQueue: TASK_QUEUE,
          args: [wanted],
        }),
      ),
    ({ migrationRunId: runId }) => ({ accepted: true, run: { workflowId: `migrate-waba/${id}`, runId } }),
  );
  await close();
  expect([...lost]).toEqual([id]);
  const ended = await world.waitForPhase(id, 'completed');
  expect(billed).toEqual({ migrationRunId: ended.runId, phase: 'completed' });
  const { memo } = await world.client.workflow.getHandle(`migrate-waba/${id}`).describe();
  expect(memo).toMatchObject({ startedBy: 'billing-service' });
  // However long it waited, the service's own history holds one start and one wait.
  const { history } = await fetchHistory(world.client, { workflowId: `bill/${id}`, runId: '' });
  const scheduled = (history.events ?? []).flatMap(({ activityTaskScheduledEventAttributes: attributes }) =>
    attributes == null ? [] : [attributes.activityType?.name],
  );
  expect(scheduled).toEqual(['startMigration', 'awaitMigration']);
  expect(effectsOf(await world.finish(), 'initiated')).toHaveLength(1);
});
