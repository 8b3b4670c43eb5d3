import { ServiceError } from '@temporalio/client';
import type { StateDocument } from '../../../domain/state';
import { createWabaMigrations, isTemporalUnavailable } from '../../../client';
import { describedRun, fakeTemporal, runState } from './faked-temporal';

const quick = { minPauseMs: 1, maxPauseMs: 2 };
const closeTime = new Date('2026-11-02T10:00:00Z');
const completed = { status: { code: 2, name: 'COMPLETED' }, closeTime } as const;
const down = new ServiceError('Failed', {
  cause: Object.assign(new Error('connection refused'), { code: 14, details: 'connection refused', metadata: {} }),
});
const unanswered = new ServiceError('Failed', {
  cause: Object.assign(new Error('deadline'), { code: 4, details: 'deadline', metadata: {} }),
});

/** Gives each answer once, the last one for ever; an Error is thrown. */
function inTurn<T>(...answers: (T | Error)[]): () => T {
  let next = 0;
  return () => {
    const answer = answers[Math.min(next++, answers.length - 1)] as T | Error;
    if (answer instanceof Error) throw answer;
    return answer;
  };
}

async function collect(states: AsyncIterable<StateDocument>): Promise<StateDocument[]> {
  const all: StateDocument[] = [];
  for await (const state of states) all.push(state);
  return all;
}

test('a run is asked again only after its history grew; polls alone cost one describe each', async () => {
  const at = (historyLength: number, attempt: number) =>
    describedRun({ historyLength, raw: { pendingActivities: [{ attempt }] } });
  const { client, noted } = fakeTemporal({
    describe: inTurn(at(10, 1), at(10, 1), at(10, 2), at(10, 3), at(16, 1), describedRun(completed)),
    query: inTurn(runState(), runState({ phase: 'verifying' })),
    result: () => runState({ phase: 'completed' }),
  });
  const seen = await collect(createWabaMigrations({ client }).watch('1001', quick));
  expect(seen.map((state) => [state.phase, state.polling?.attempt])).toEqual([
    ['cloning', 1],
    ['cloning', 2],
    ['cloning', 3],
    ['verifying', 1],
    ['completed', undefined],
  ]);
  expect(noted.filter(({ name }) => name === 'query')).toHaveLength(2);
});

test('a wait for a person ends when one is needed, a wait for the end goes on', async () => {
  const waiting = runState({ phase: 'awaiting-approval', needsOperator: true });
  const answers = () => ({
    describe: inTurn(describedRun(), describedRun({ historyLength: 20 }), describedRun(completed)),
    query: inTurn(runState(), waiting),
    result: () => runState({ phase: 'completed' }),
  });
  const first = createWabaMigrations({ client: fakeTemporal(answers()).client });
  const second = createWabaMigrations({ client: fakeTemporal(answers()).client });
  expect((await first.wait('1001', { ...quick, until: 'person' })).phase).toBe('awaiting-approval');
  expect((await second.wait('1001', quick)).phase).toBe('completed');
});

test('a wait goes on after the last phase until the run has closed: only then the outcome names the last evidence', async () => {
  const outcome = (evidencePath: string) => ({
    reason: 'done',
    by: null,
    numbers: [],
    testMessage: null,
    allocations: [],
    evidencePath,
  });
  const { client } = fakeTemporal({
    describe: inTurn(describedRun(), describedRun({ historyLength: 20 }), describedRun(completed)),
    query: inTurn(runState(), runState({ phase: 'completed', outcome: outcome('run-1-2.json') })),
    result: () => runState({ phase: 'completed', outcome: outcome('run-1-3.json') }),
  });
  const state = await createWabaMigrations({ client }).wait('1001', { ...quick, until: 'person' });
  expect(state.outcome?.evidencePath).toBe('run-1-3.json');
});

test('the run of the first look is followed, even when another one takes over its id', async () => {
  const { client, noted } = fakeTemporal({
    describe: inTurn(describedRun(), describedRun(completed)),
    query: () => runState(),
    result: () => runState({ phase: 'completed' }),
  });
  await createWabaMigrations({ client }).wait('1001', quick);
  const asked = noted.filter(({ name }) => name === 'describe').map(({ args }) => args[1]);
  expect(asked).toEqual([undefined, 'run-1']);
});

test('a run that Temporal terminated in the middle of a phase ends the wait', async () => {
  const { client } = fakeTemporal({
    describe: () => describedRun({ status: { code: 5, name: 'TERMINATED' }, closeTime }),
    result: () => null,
  });
  const state = await createWabaMigrations({ client }).wait('1001', quick);
  expect(state.outcome?.reason).toMatch(/Terminated in Temporal/);
});

test('a server that is away for a moment, and a worker that comes late, do not end a wait', async () => {
  const troubles: string[] = [];
  const { client } = fakeTemporal({
    describe: inTurn(describedRun(), describedRun(), down, describedRun(completed)),
    query: inTurn<object>(unanswered, runState()),
    result: () => runState({ phase: 'completed' }),
  });
  const onTrouble = (error: { type: string }) => troubles.push(error.type);
  const state = await createWabaMigrations({ client }).wait('1001', { ...quick, onTrouble });
  expect(state.phase).toBe('completed');
  expect(troubles).toEqual(['no-worker', 'temporal-unavailable']);
});

test('a server that never answered is a wrong address, and said at once', async () => {
  const { client, noted } = fakeTemporal({ describe: inTurn<object>(down) });
  const error: unknown = await createWabaMigrations({ client })
    .wait('1001', quick)
    .catch((thrown: unknown) => thrown);
  expect(isTemporalUnavailable(error)).toBe(true);
  expect(noted).toHaveLength(1);
});

test('patience ends', async () => {
  const { client } = fakeTemporal({ describe: () => describedRun(), query: inTurn<object>(unanswered) });
  const waiting = createWabaMigrations({ client }).wait('1001', { ...quick, patienceMs: 0 });
  await expect(waiting).rejects.toMatchObject({ type: 'no-worker' });
});

test('a wait ends when its caller says so', async () => {
  const { client } = fakeTemporal({ describe: () => describedRun(), query: () => runState() });
  const signal = AbortSignal.timeout(20);
  await expect(createWabaMigrations({ client }).wait('1001', { signal })).rejects.toThrow(/abort/i);
});
