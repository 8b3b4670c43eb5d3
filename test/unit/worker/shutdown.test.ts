/** Composes the real workers and the real Graph client, and looks at the patience that each was made with. */
import { Worker, type NativeConnection, type WorkerOptions } from '@temporalio/worker';
import { createGraphClient } from '../../../activities/graph';
import { createCaller } from '../../../activities/graph/caller';
import type { ActivityDeps } from '../../../activities/deps';
import { durationMs, durationSchema } from '../../../domain/durations';
import { readWorkerSettings } from '../../../runtime/settings';
import { createWorkers } from '../../../worker';

jest.mock('../../../activities/graph/caller', () => {
  const actual = jest.requireActual<typeof import('../../../activities/graph/caller')>(
    '../../../activities/graph/caller',
  );
  return { ...actual, createCaller: jest.fn(actual.createCaller) };
});

async function workerOptions(): Promise<WorkerOptions[]> {
  const create = jest.spyOn(Worker, 'create').mockResolvedValue({} as Worker);
  try {
    const settings = readWorkerSettings({ GRAPH_TOKEN: 'a-token' }, { cwd: __dirname, ignoreTemporalProfiles: true });
    await createWorkers({ settings, connection: {} as NativeConnection, deps: {} as ActivityDeps });
    return create.mock.calls.map(([options]) => options);
  } finally {
    create.mockRestore();
  }
}

function writeTimeoutMs(): number {
  createGraphClient({ baseUrl: 'https://graph.example', version: 'v26.0' });
  return jest.mocked(createCaller).mock.calls[0]?.[0].writeTimeoutMs ?? 0;
}

const msOf = (duration: unknown): number => durationMs(durationSchema.parse(duration));

test('a worker that stops waits longer than a write to Meta may take, whose outcome would otherwise be unknown', async () => {
  const options = await workerOptions();
  expect(options).toHaveLength(2);
  expect(writeTimeoutMs()).toBeGreaterThanOrEqual(1_000);
  for (const { shutdownGraceTime, shutdownForceTime } of options) {
    expect(msOf(shutdownGraceTime)).toBeGreaterThan(writeTimeoutMs());
    expect(msOf(shutdownForceTime)).toBeGreaterThan(msOf(shutdownGraceTime));
  }
});
