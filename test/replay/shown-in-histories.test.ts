/** What people see of a run in Temporal's Web UI and in lists, held against the recorded histories of real runs. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Json } from './neutral-history';

const FOLDER = join(__dirname, 'histories');
/** Well under Temporal's warning at 512 KB; big lists belong into evidence files. */
const MAX_PAYLOAD_BYTES = 64 * 1024;
/** A run with everything in it: a failed clone, an approval, a move that fails once, a test message. */
const MAX_EVENTS_OF_A_COMPLETED_RUN = 130;

interface RecordedEvent {
  readonly eventId: string;
  readonly eventType: string;
  readonly userMetadata?: { readonly summary?: { readonly data?: string } };
  readonly upsertWorkflowSearchAttributesEventAttributes?: {
    readonly searchAttributes: { readonly indexedFields: Readonly<Record<string, unknown>> };
  };
}

/** What a run is, in one line: a migration, a share, a revoke. */
const SUMMARY =
  /^"((Dry run: )?[A-Z]{3} for WABA \d+|Share line with business \d+ for WABA \d+ \([A-Z]{3}\)|Revoke business \d+)"$/;
const NEEDS_SUMMARY = [
  'WORKFLOW_EXECUTION_STARTED',
  'ACTIVITY_TASK_SCHEDULED',
  'TIMER_STARTED',
  'START_CHILD_WORKFLOW_EXECUTION_INITIATED',
].map((type) => `EVENT_TYPE_${type}`);

/** Words, not a name of code: a sentence's beginning and at least one more word. */
const IN_WORDS = /^"[A-Za-z][\w']+ [^"]{2,}"$/;

const summaryOf = ({ userMetadata }: RecordedEvent): string =>
  Buffer.from(userMetadata?.summary?.data ?? '', 'base64').toString('utf8');

/** The data of every payload, decoded. */
function payloadsIn(value: Json): Buffer[] {
  if (typeof value !== 'object' || value === null) return [];
  const own =
    'metadata' in value && 'data' in value && typeof value.data === 'string' ? [Buffer.from(value.data, 'base64')] : [];
  return [...own, ...Object.values(value).flatMap((part: Json) => payloadsIn(part))];
}

/** Everything about one event that people would miss, as sentences. */
function missingIn(event: RecordedEvent): string[] {
  const what = `event ${event.eventId}, ${event.eventType.replace('EVENT_TYPE_', '')}`;
  const fields = event.upsertWorkflowSearchAttributesEventAttributes?.searchAttributes.indexedFields;
  const largest = Math.max(0, ...payloadsIn(event as unknown as Json).map((data) => data.length));
  return [
    ...(fields !== undefined && 'Phase' in fields !== 'PhaseChangedAt' in fields
      ? [`${what}: one of Phase and PhaseChangedAt without the other`]
      : []),
    ...(NEEDS_SUMMARY.includes(event.eventType) && !IN_WORDS.test(summaryOf(event))
      ? [`${what}: no summary in words`]
      : []),
    ...(largest > MAX_PAYLOAD_BYTES ? [`${what}: a payload of ${largest} bytes`] : []),
  ];
}

const HISTORIES = readdirSync(FOLDER).map((name) => {
  const { events } = JSON.parse(readFileSync(join(FOLDER, name), 'utf8')) as { events: RecordedEvent[] };
  return { name, events };
});

it.each(HISTORIES)('$name shows a summary of everything, dates every phase, and holds no big payload', ({ events }) => {
  expect(events.flatMap(missingIn)).toEqual([]);
});

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
  const events = HISTORIES.flatMap((history) => history.events);
  const change = (type: string, damage: (event: Record<string, unknown>) => void): string[] => {
    const copy = structuredClone(events.find((event) => event.eventType.endsWith(type)));
    if (copy === undefined) throw new Error(`no ${type} was recorded`);
    damage(copy as unknown as Record<string, unknown>);
    return missingIn(copy);
  };

  it.each(NEEDS_SUMMARY)('%s without a summary', (type) => {
    expect(change(type, (event) => delete event['userMetadata'])).toEqual([expect.stringContaining('no summary')]);
  });

  it.each(['poll', 'pollMigration', '', 'resume_backoff'])('a summary that says %p, which is no words', (text) => {
    const data = Buffer.from(JSON.stringify(text)).toString('base64');
    const found = change('TIMER_STARTED', (event) => (event['userMetadata'] = { summary: { data } }));
    expect(found).toEqual([expect.stringContaining('no summary in words')]);
  });

  it('a phase without its date', () => {
    const event: RecordedEvent = {
      eventId: '9',
      eventType: 'EVENT_TYPE_UPSERT_WORKFLOW_SEARCH_ATTRIBUTES',
      upsertWorkflowSearchAttributesEventAttributes: { searchAttributes: { indexedFields: { Phase: {} } } },
    };
    expect(missingIn(event)).toEqual([expect.stringContaining('one of Phase and PhaseChangedAt')]);
  });

  it('a payload over the limit', () => {
    const data = Buffer.alloc(MAX_PAYLOAD_BYTES + 1).toString('base64');
    const found = change('ACTIVITY_TASK_COMPLETED', (event) => (event['result'] = { metadata: {}, data }));
    expect(found).toEqual([expect.stringMatching(/a payload of 65537 bytes/)]);
  });
});
