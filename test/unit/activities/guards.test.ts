/** What every activity checks before its first call. */
import { getMaxListeners } from 'node:events';
import type { MigrationActivities } from '../../../activities/contract';
import { CancelledFailure } from '@temporalio/common';
import { MockActivityEnvironment } from '@temporalio/testing';
import { GraphError } from '../../../activities/graph/errors';
import { guarded } from '../../../activities/guards';
import { CLONE, createBench, MIGRATION, type Bench } from '../../helpers/activity-bench';
import { fingerprintInput, verifyInput } from './migration/inputs';

type Guarded = Exclude<keyof MigrationActivities, 'assess' | 'writeEvidence'>;

/** An input of each activity, for a bench's run. */
function inputs(bench: Bench): { [N in Guarded]: Parameters<MigrationActivities[N]>[0] } {
  const { run } = bench;
  const owner = { targetCurrency: 'INR', ownerBusinessId: '500' };
  return {
    initiate: { run, ...owner, extendedCreditId: null, acceptedOrphans: [], waits: 0 },
    findCandidates: { run, ...owner, acceptedOrphans: [] },
    pollMigration: { run, migrationId: MIGRATION, until: 'now' },
    identifyClone: { run, migrationId: MIGRATION, ...owner, intentAt: '2026-11-22T11:00:00.000Z' },
    verify: verifyInput(bench),
    watchFingerprint: { ...fingerprintInput(bench), recheckMs: 1_000 },
    cutOver: { ...fingerprintInput(bench), ownerBusinessId: '500', attempt: 'first', allowReady: false },
    confirm: {
      run,
      migrationId: MIGRATION,
      destinationWabaId: CLONE,
      numbers: [],
      sourceTemplates: 2,
      source: verifyInput(bench).source,
      extendedCreditId: null,
      patienceMs: 0,
    },
    locateNumbers: { run, destinationWabaId: CLONE, numbers: [] },
    sendTestMessage: {
      run,
      destinationWabaId: CLONE,
      phoneNumberId: '1',
      to: '+15551234567',
      template: 'order_update',
      language: 'en_US',
    },
  };
}

const NAMES = Object.keys(inputs(createBench())) as Guarded[];
const WRITES: readonly Guarded[] = ['initiate', 'verify', 'cutOver', 'sendTestMessage'];

describe.each(NAMES)('%s', (name) => {
  test('asks nothing of Meta without a token, and says how to give one', async () => {
    const bench = createBench();
    const input = inputs(bench)[name];
    const failure = await bench.failing(name, { ...input, run: { ...bench.run, tokenRef: 'acme' } });
    expect(failure.type).toBe('TokenMissing');
    expect(failure.nonRetryable).toBe(false);
    expect(failure.message).toContain('"acme"');
    expect(failure.message).toContain('GRAPH_TOKENS_FILE');
    expect(bench.graph.calls).toEqual([]);
  });

  test('asks nothing of a Graph other than the one assessed on, and names both', async () => {
    const bench = createBench();
    const input = inputs(bench)[name];
    const run = { ...bench.run, graphOrigin: 'graph.facebook.com/1' };
    const failure = await bench.failing(name, { ...input, run });
    expect(failure.type).toBe('WrongGraph');
    expect(failure.nonRetryable).toBe(false);
    expect(failure.message).toContain('graph.facebook.com/1');
    expect(failure.message).toContain(bench.graph.origin);
    expect(bench.graph.calls).toEqual([]);
  });

  if (WRITES.includes(name)) {
    test('writes nothing for a run that was reset', async () => {
      const bench = createBench();
      const input = inputs(bench)[name];
      const failure = await bench.failing(name, input, { runId: '22222222-2222-2222-2222-222222222222' });
      expect(failure.type).toBe('RunWasReset');
      expect(failure.nonRetryable).toBe(true);
      expect(bench.graph.calls).toEqual([]);
    });
  } else {
    test('reads for a run that was reset', async () => {
      const bench = createBench();
      await bench
        .call(name, inputs(bench)[name], { runId: '22222222-2222-2222-2222-222222222222', attempt: 2 })
        .catch((error: unknown) => expect(error).toMatchObject({ type: 'NothingChanged' }));
      expect(bench.graph.calls.length).toBeGreaterThan(0);
    });
  }
});

test('gives the cancellation signal to reads and never to writes', async () => {
  const bench = createBench();
  bench.graph.accounts.get(CLONE)!.apps = [];
  for (const name of NAMES) await bench.call(name, inputs(bench)[name], { attempt: 2 }).catch(() => undefined);
  const writes = bench.graph.calls.filter((call) => bench.graph.writes.includes(call));
  expect(new Set(writes.map(({ method }) => method))).toEqual(
    new Set(['initiateMigration', 'resumeMigration', 'subscribeApp', 'sendTemplateMessage']),
  );
  expect(writes.every(({ hasSignal }) => !hasSignal)).toBe(true);
  expect(bench.graph.calls.filter((call) => !writes.includes(call)).every(({ hasSignal }) => hasSignal)).toBe(true);
});

test('ends as cancelled when a read was stopped by the cancellation of its activity', async () => {
  const bench = createBench();
  bench.graph.fail('getMigration', new GraphError('aborted', 'stopped'));
  const poll = { run: bench.run, migrationId: MIGRATION, until: 'now' as const };
  await expect(bench.call('pollMigration', poll, { cancelled: true })).rejects.toBeInstanceOf(CancelledFailure);
});

test('lets dozens of calls listen for the cancellation, without a warning of Node', async () => {
  const { deps, run } = createBench();
  const listeners = guarded(deps, { writes: false }, ({ read }) =>
    Promise.resolve(read.signal && getMaxListeners(read.signal)),
  );
  expect(await new MockActivityEnvironment().run(listeners, { run })).toBe(Infinity);
});

test('heartbeats where the workflow asked for heartbeats, until it ends', async () => {
  const { deps, run } = createBench();
  const environment = new MockActivityEnvironment({ heartbeatTimeoutMs: 300 });
  const beat = new Promise<void>((resolve) => environment.on('heartbeat', () => resolve()));
  const waiting = guarded(deps, { writes: false }, async () => {
    await beat;
    return 'ended after a heartbeat';
  });
  await expect(environment.run(waiting, { run })).resolves.toBe('ended after a heartbeat');
});

test('sends no heartbeat where the workflow set no heartbeat timeout', async () => {
  const { deps, run } = createBench();
  const environment = new MockActivityEnvironment();
  const beats: unknown[] = [];
  environment.on('heartbeat', (details) => beats.push(details));
  const waiting = guarded(deps, { writes: false }, () => new Promise((resolve) => setTimeout(resolve, 250)));
  await environment.run(waiting, { run });
  expect(beats).toEqual([]);
});

describe('a failed read', () => {
  const poll = (bench: Bench, at = {}) =>
    bench.failing('pollMigration', { run: bench.run, migrationId: MIGRATION, until: 'now' }, at);

  test.each(['throttled', 'over-budget'] as const)('%s waits as long as it was told, quietly', async (kind) => {
    const bench = createBench();
    bench.graph.fail('getMigration', { kind, waitMs: 123_000 });
    const failure = await poll(bench, { attempt: 9 });
    expect(failure).toMatchObject({
      type: 'Throttled',
      nonRetryable: false,
      category: 'BENIGN',
      nextRetryDelay: 123_000,
    });
  });

  test.each(['unavailable', 'outcome-unknown'] as const)('%s is tried again', async (kind) => {
    const bench = createBench();
    bench.graph.fail('getMigration', { kind });
    expect(await poll(bench)).toMatchObject({ type: 'GraphUnavailable', nonRetryable: false });
  });

  test.each([
    'auth',
    'permission',
    'missing-or-forbidden',
    'parameter',
    'policy',
    'billing',
    'number',
    'message',
    'refused',
  ] as const)('%s is handed to the workflow with its facts', async (kind) => {
    const bench = createBench();
    bench.graph.fail('getMigration', { kind });
    const failure = await poll(bench);
    expect(failure).toMatchObject({ type: 'GraphRefused', nonRetryable: true });
    expect(failure.details).toEqual([{ kind, httpStatus: 400, code: 10, subcode: null, fbtraceId: 'trace-1' }]);
  });

  test('whose answer cannot be understood is not tried again', async () => {
    const bench = createBench();
    bench.graph.fail('getMigration', { kind: 'invalid-answer' });
    expect(await poll(bench)).toMatchObject({ type: 'GraphAnswerInvalid', nonRetryable: true });
  });

  test('of an activity of many calls leaves the hourly budget time to come back', async () => {
    const bench = createBench();
    bench.graph.fail('listTemplates', { kind: 'over-budget', waitMs: 60_000 });
    const delays = [];
    for (const attempt of [1, 2, 3, 20]) {
      delays.push((await bench.failing('verify', verifyInput(bench), { attempt })).nextRetryDelay);
    }
    expect(delays).toEqual([60_000, 120_000, 240_000, 3_600_000]);
  });
});

test('no failure and no result carries a token', async () => {
  const bench = createBench();
  const seen: unknown[] = [];
  for (const name of NAMES) {
    await bench
      .call(name, inputs(bench)[name], { attempt: 2 })
      .then((result) => seen.push(result))
      .catch((error: Error) => seen.push(error.message));
  }
  expect(JSON.stringify(seen)).not.toContain('secret');
  expect(seen.length).toBe(NAMES.length);
});
