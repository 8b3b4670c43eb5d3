/** The end of a run whose last notification Temporal has not taken over yet. */
import type { AssessResult } from '../../activities/contract';
import { assessed, polled, type Script } from './faked-activities';
import { bundleWorkflows } from './skipping-server';
import { Suite } from './suite';

const suite = new Suite();
beforeAll(async () => suite.open(await bundleWorkflows({ interceptors: [require.resolve('./slow-hand-over.ts')] })));
afterAll(() => suite.close());

test.each<[string, Script]>([
  ['completed', {}],
  ['rejected', { pollMigration: [polled('REJECTED')] }],
])(
  'a run that is %s closes once its end is handed over, for a closed run starts no delivery',
  async (phase, script) => {
    const noticed: AssessResult = { ...(assessed() as AssessResult), notify: true };
    const run = await suite.start({ assess: [noticed], ...script }, { approval: 'auto' });
    expect((await run.end()).phase).toBe(phase);
    const events = (await run.handle.fetchHistory()).events ?? [];
    const taken = events.filter(({ childWorkflowExecutionStartedEventAttributes: started }) => started != null);
    expect(taken).toHaveLength(1);
  },
);
