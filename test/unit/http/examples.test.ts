/** The example services of `examples/`, as they stand there. */
import { MockActivityEnvironment } from '@temporalio/testing';
import { createHttpWabaMigrations, createWabaMigrations } from '../../../client';
import type { Report, StateDocument } from '../../../domain/state';
import { moveAccount } from '../../../examples/approve-when-clean';
import { createMigrationActivities } from '../../../examples/migration-activities';
import { failWith, serve } from '../api/served';
import { stateDocument } from '../api/faked-migrations';
import { Conflict, TemporalUnavailable, VerbRefused } from '../../../client';
import { describedRun, fakeTemporal, runState } from '../client/faked-temporal';
import { listen } from './both-clients';

const DIGEST = 'd'.repeat(64);
const report: Report = {
  digest: DIGEST,
  verdict: 'pass',
  checks: [],
  differences: [{ kind: 'templates', matching: 3, missing: 0, extra: 0, changed: 0, samples: [] }],
  idMap: {
    waba: { source: '1001', clone: '2002' },
    phones: [],
    templates: { count: 3 },
    flows: { count: 0 },
    evidencePath: null,
  },
};
const outcome = {
  reason: 'moved',
  by: 'local:tester',
  numbers: [],
  testMessage: null,
  allocations: [],
  evidencePath: '/e/1.json',
};

const cloning = stateDocument({ phase: 'cloning' });
const waiting = stateDocument({
  phase: 'awaiting-approval',
  needsOperator: true,
  report,
  waitingFor: { id: 'w-1', reason: 'approve', until: null, verbs: ['approve'], candidates: [] },
});
const moving = stateDocument({ phase: 'cutting-over' });
const completed = stateDocument({ phase: 'completed', outcome });

/** A migration that goes on by itself but for the approval, and hints at each change. */
async function service(states: { before: StateDocument[]; after: StateDocument[] }, approve = () => moving) {
  let left = [...states.before];
  let looks = 0;
  const now = (): StateDocument => (left.length > 1 ? (left.shift() as StateDocument) : (left[0] as StateDocument));
  const served = await serve({
    get: now,
    changes: () => {
      looks += 1;
      const change = { id: 'migrate-waba/1001', runId: 'run-1', wabaId: '1001', businessId: null, phase: `p${looks}` };
      const hint = { ...change, phaseChangedAt: new Date().toISOString(), needsOperator: false, closed: false };
      return { changes: looks === 1 ? [] : [hint], complete: true };
    },
    verb: () => {
      const state = approve();
      left = [...states.after];
      return state;
    },
  });
  const client = createHttpWabaMigrations({ baseUrl: await listen(served.api) });
  const { noted } = served;
  const move = { operator: client, approver: client, wabaId: '1001', targetCurrency: 'INR' };
  return {
    end: moveAccount(move),
    approvals: () => noted.filter(({ name }) => name === 'approve').map(({ args }) => args[1]),
  };
}

describe('the service that approves where nothing differs', () => {
  test('starts, hears that it waits, reads the report, approves what it read, and answers with the end', async () => {
    const { end, approvals } = await service({ before: [cloning, waiting], after: [moving, completed] });
    expect(await end).toMatchObject({ phase: 'completed', outcome: { evidencePath: '/e/1.json' } });
    expect(approvals()).toEqual([expect.objectContaining({ digest: DIGEST, waitingForId: 'w-1', by: 'local:tester' })]);
  });

  test('leaves a difference to a person', async () => {
    const [templates] = report.differences;
    const differs = { ...waiting, report: { ...report, differences: [{ ...templates, missing: 1 }] } } as StateDocument;
    const { end, approvals } = await service({ before: [differs], after: [] });
    expect(await end).toMatchObject({ phase: 'awaiting-approval' });
    expect(approvals()).toEqual([]);
  });

  test('goes on where somebody else decided first', async () => {
    const decided = failWith(new VerbRefused('approve', 'that wait is over', null));
    let asked = 0;
    const states = { before: [waiting, moving, completed], after: [] };
    const { end } = await service(states, () => (asked++ === 0 ? decided() : moving));
    expect((await end).phase).toBe('completed');
    expect(asked).toBe(1);
  });
});

describe('the activities of a service that is on Temporal itself', () => {
  const input = { wabaId: '1001', targetCurrency: 'INR', startedBy: 'billing-service' };
  const over = (answers: Parameters<typeof fakeTemporal>[0]) =>
    createMigrationActivities(createWabaMigrations({ client: fakeTemporal(answers).client }));
  const env = new MockActivityEnvironment();

  test('start a migration and answer with its run', async () => {
    const { startMigration } = over({ start: () => ({ firstExecutionRunId: 'run-1' }) });
    expect(await env.run(startMigration, input)).toMatchObject({ runId: 'run-1', started: true });
  });

  test('look again in a minute while nothing is decided, and answer once a person is needed', async () => {
    let phase: 'cloning' | 'awaiting-approval' = 'cloning';
    const { awaitMigration } = over({
      describe: () => describedRun(),
      query: () => runState({ phase, needsOperator: phase === 'awaiting-approval' }),
    });
    await expect(env.run(awaitMigration, '1001')).rejects.toMatchObject({
      type: 'StillMoving',
      nonRetryable: false,
      nextRetryDelay: 60_000,
    });
    phase = 'awaiting-approval';
    expect(await env.run(awaitMigration, '1001')).toMatchObject({ needsOperator: true });
  });

  test('give up what asking again cannot mend, and nothing else', async () => {
    const failing = (error: Error) => createMigrationActivities({ start: failWith(error) } as never).startMigration;
    const other = { workflowId: 'migrate-waba/1001', runId: 'run-2', workflowType: 'migrateWaba' };
    const conflict = env.run(failing(new Conflict('held by another run', 'Look at it.', other)), input);
    await expect(conflict).rejects.toMatchObject({ type: 'Conflict', nonRetryable: true });
    const away = new TemporalUnavailable('Temporal is away', 'Does it run?');
    await expect(env.run(failing(away), input)).rejects.toBe(away);
  });
});
