import { countCalls } from '../../../bench/calls';
import { attemptsOf, eventKinds, longestPayload } from '../../../bench/history-size';
import { minimumCalls, totalOf, type Migrated } from '../../../bench/minimum';

const smallest: Migrated = {
  numbers: 1,
  templates: 0,
  flows: 0,
  portfolios: 2,
  creditLines: 1,
  polls: 2,
  confirmations: 1,
};

describe('the minimum of Graph calls', () => {
  it('is that of the documented formula for the smallest account', () => {
    // assess 10, initiate 3, polls 2, verify 16, cut-over 8, confirm 5, each counted by hand.
    expect(totalOf(minimumCalls(smallest))).toBe(10 + 3 + 2 + 16 + 8 + 5);
  });

  it('grows by one call for every further page of a list, wherever that list is read', () => {
    const least = totalOf(minimumCalls(smallest));
    expect(totalOf(minimumCalls({ ...smallest, templates: 100, flows: 100, numbers: 100 }))).toBe(least);
    expect(totalOf(minimumCalls({ ...smallest, templates: 101 }))).toBe(least + 3);
    expect(totalOf(minimumCalls({ ...smallest, flows: 101 }))).toBe(least + 3);
    expect(totalOf(minimumCalls({ ...smallest, numbers: 101 }))).toBe(least + 4);
    expect(totalOf(minimumCalls({ ...smallest, polls: 5 }))).toBe(least + 3);
  });
});

describe('counting calls', () => {
  const call = (method: string, path: string) => ({ method, path, wabaId: '11', migrationId: 'mig_1' });

  it('tells what a call is for by method and path, and nodes by whose id they have', () => {
    const counts = countCalls([
      call('GET', '/11'),
      call('GET', '/mig_1'),
      call('GET', '/debug_token'),
      call('GET', '/11/message_templates'),
      call('POST', '/mig_1/resume_migration'),
      call('POST', '/11/set_payment_method_migration_intent'),
    ]);
    expect(counts).toMatchObject({ account: 1, 'migration status': 1, token: 1, templates: 1, resume: 1, initiate: 1 });
    expect(totalOf(counts)).toBe(6);
  });

  it('counts a repair and a call that it does not know apart, and the clock not at all', () => {
    const counts = countCalls([call('POST', '/11/subscribed_apps'), call('GET', '/99'), call('CLOCK', '/mig_1')]);
    expect(counts).toMatchObject({ apps: 0, other: 2 });
    expect(totalOf(counts)).toBe(2);
  });
});

describe('measuring a history', () => {
  const payload = (bytes: number) => ({ payloads: [{ data: new Uint8Array(bytes) }] });
  const history = {
    events: [
      { workflowExecutionStartedEventAttributes: { input: payload(5) } },
      { activityTaskScheduledEventAttributes: { activityType: { name: 'pollMigration' }, input: payload(7) } },
      { activityTaskStartedEventAttributes: { attempt: 4 } },
      { activityTaskCompletedEventAttributes: { result: payload(9) } },
    ].map((event, index) => ({
      ...event,
      eventId: index + 1,
      ...('activityTaskStartedEventAttributes' in event
        ? { activityTaskStartedEventAttributes: { ...event.activityTaskStartedEventAttributes, scheduledEventId: 2 } }
        : {}),
    })),
  } as unknown as Parameters<typeof longestPayload>[0];

  it('finds the longest payload and says where it is', () => {
    expect(longestPayload(history)).toEqual({
      bytes: 9,
      where: '4 activityTaskCompleted.result.payloads',
    });
  });

  it('counts retries of an activity as looks, and events by kind', () => {
    expect(attemptsOf(history, 'pollMigration')).toBe(4);
    expect(attemptsOf(history, 'confirm')).toBe(0);
    expect(eventKinds(history)).toEqual({
      workflowExecutionStarted: 1,
      activityTaskScheduled: 1,
      activityTaskStarted: 1,
      activityTaskCompleted: 1,
    });
  });
});
