/** `readGraph`: one question, one answer within a minute, or one failure that says what to do. */
import { randomInt } from 'node:crypto';
import { TASK_QUEUES } from '../../../domain/ids';
import { throws } from '../scripted';
import type { CreditScript } from './faked';
import type { CreditSuite } from './suite';

export function liveReads(suite: CreditSuite): void {
  const ask = async (script: CreditScript, question: object = {}): Promise<unknown> => {
    const lineId = String(randomInt(1e12, 9e12));
    suite.fakes.script(lineId, script);
    return await suite.running.client.execute('readGraph', {
      workflowId: `read-graph/credit-line/${lineId}`,
      taskQueue: TASK_QUEUES.workflows,
      args: [{ kind: 'credit-line', lineId, ...question }],
    });
  };

  const line = { id: '1', fields: {}, allocations: [], invoiceGroups: [], unreadable: [] };

  test('answers with what the activity read', async () => {
    expect(await ask({ askGraph: [line] })).toEqual(line);
  });

  test('waits out a throttle that ends within the minute', async () => {
    const wait = throws('Throttled', 'Throttled.', { nextRetryDelayMs: 20_000 });
    expect(await ask({ askGraph: [wait, line] })).toEqual(line);
  });

  test('fails in Meta’s words where Meta refuses', async () => {
    await expect(ask({ askGraph: [throws('GraphRefused', '(#190) Get a new token.')] })).rejects.toMatchObject({
      cause: { type: 'GraphRefused', message: '(#190) Get a new token.' },
    });
  });

  test('fails with what it waited for where Meta never comes back within the minute', async () => {
    const wait = throws('Throttled', 'Throttled for an hour.', { nextRetryDelayMs: 3_600_000 });
    await expect(ask({ askGraph: [wait] })).rejects.toMatchObject({ cause: { type: 'Throttled' } });
  });

  test('refuses a question that is none', async () => {
    await expect(ask({}, { kind: 'weather' })).rejects.toMatchObject({ cause: { type: 'InvalidInput' } });
  });
}
