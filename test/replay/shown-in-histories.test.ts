/** What people see of a run in Temporal's Web UI and in lists, held against the recorded histories of real runs. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { historyFromJSON, type History } from '@temporalio/common/lib/proto-utils';
import { MAX_PAYLOAD_BYTES, shownTooLittle, SUMMARISED, summaryOf } from '../checker/shown-too-little';

type Event = NonNullable<History['events']>[number];

const FOLDER = join(__dirname, 'histories');
/** A run with everything in it: a failed clone, an approval, a move that fails once, a test message. */
const MAX_EVENTS_OF_A_COMPLETED_RUN = 130;

/** What a run is, in one line: a migration, a share, a revoke, the delivery of a notification. */
const SUMMARY =
  /^((Dry run: )?[A-Z]{3} for WABA \d+|Share line with business \d+ for WABA \d+ \([A-Z]{3}\)|Revoke business \d+|Tell others that [^:]+: WABA \d+)$/;

const HISTORIES = readdirSync(FOLDER).map((name) => {
  const history = historyFromJSON(JSON.parse(readFileSync(join(FOLDER, name), 'utf8')));
  return { name, history, events: history.events ?? [] };
});

it.each(HISTORIES)(
  '$name shows a summary of everything, dates every phase, and holds no big payload',
  ({ history }) => {
    expect(shownTooLittle(history)).toEqual([]);
  },
);

it.each(HISTORIES)('$name begins with the summary under which the run stands in the Web UI', ({ events }) => {
  expect(events[0] && summaryOf(events[0])).toMatch(SUMMARY);
});

it.each(HISTORIES.filter(({ name }) => name.startsWith('completed-')))(
  '$name has no more events than the most complicated run that completes may have',
  ({ events }) => {
    expect(events.length).toBeLessThanOrEqual(MAX_EVENTS_OF_A_COMPLETED_RUN);
  },
);

describe('an event that shows too little or holds too much is found', () => {
  const recorded = HISTORIES.flatMap(({ events }) => events);
  /** What is found in a recorded event of this kind once it is changed. */
  const changed = (kind: keyof Event, change: Partial<Event>): string[] => {
    const event = recorded.find((other) => other[kind] != null);
    if (event === undefined) throw new Error(`no ${kind} was recorded`);
    return shownTooLittle({ events: [{ ...event, ...change }] });
  };
  const payload = (data: string) => ({ metadata: {}, data: Buffer.from(data) });

  it.each(SUMMARISED)('%s without a summary', (kind) => {
    expect(changed(kind, { userMetadata: null })).toEqual([expect.stringContaining('no summary in words')]);
  });

  it.each(['poll', 'pollMigration', '', 'resume_backoff', 'poll:', 'poll: '])(
    'a summary that says %p, which is no words',
    (text) => {
      const found = changed('timerStartedEventAttributes', {
        userMetadata: { summary: payload(JSON.stringify(text)) },
      });
      expect(found).toEqual([expect.stringContaining('no summary in words')]);
    },
  );

  it('a phase without its date', () => {
    const attributes = { searchAttributes: { indexedFields: { Phase: payload('"cloning"') } } };
    const found = shownTooLittle({ events: [{ upsertWorkflowSearchAttributesEventAttributes: attributes }] });
    expect(found).toEqual([expect.stringContaining('one of Phase and PhaseChangedAt')]);
  });

  it('a payload over the limit', () => {
    const result = { payloads: [payload('x'.repeat(MAX_PAYLOAD_BYTES + 1))] };
    const kind = 'activityTaskCompletedEventAttributes';
    expect(changed(kind, { [kind]: { result } })).toEqual([expect.stringMatching(/a payload of 65537 bytes/)]);
  });
});
