/**
 * What people see of a run in Temporal's Web UI and in lists, asked of its history. A replay compares none of it, so every
 * history that tests have is asked, those of live runs too.
 */
import type { History, Payload } from '@temporalio/common/lib/proto-utils';
import { decodePayload } from './history';

type Event = NonNullable<History['events']>[number];

/** Well under Temporal's warning at 512 KB; big lists belong into evidence files. */
export const MAX_PAYLOAD_BYTES = 64 * 1024;

/** What the Web UI shows with a summary, by the attributes that such an event has. */
export const SUMMARISED = [
  'workflowExecutionStartedEventAttributes',
  'activityTaskScheduledEventAttributes',
  'timerStartedEventAttributes',
  'startChildWorkflowExecutionInitiatedEventAttributes',
] as const satisfies readonly (keyof Event)[];

/** Words, not a name of code: a sentence's beginning, or what it is about and a colon, and at least one more word. */
const IN_WORDS = /^[A-Za-z][\w']+:? [^"]{2,}$/;

/** What the Web UI shows beside an event; empty where that is nothing. */
export function summaryOf({ userMetadata }: Event): string {
  const summary = decodePayload(userMetadata?.summary);
  return typeof summary === 'string' ? summary : '';
}

/** Everything about the events of one run that people would miss, as sentences. */
export const shownTooLittle = ({ events }: History): string[] => (events ?? []).flatMap(missingIn);

function missingIn(event: Event): string[] {
  const kind = Object.keys(event).find((name) => name.endsWith('Attributes')) ?? 'no attributes';
  const what = `event ${String(event.eventId)}, ${kind.replace('EventAttributes', '')}`;
  const fields = event.upsertWorkflowSearchAttributesEventAttributes?.searchAttributes?.indexedFields ?? {};
  const largest = Math.max(0, ...payloadsIn(event).map(({ data }) => data?.length ?? 0));
  return [
    ...('Phase' in fields !== 'PhaseChangedAt' in fields
      ? [`${what}: one of Phase and PhaseChangedAt without the other`]
      : []),
    ...(SUMMARISED.some((name) => event[name] != null) && !IN_WORDS.test(summaryOf(event))
      ? [`${what}: no summary in words, only ${JSON.stringify(summaryOf(event))}`]
      : []),
    ...(largest > MAX_PAYLOAD_BYTES ? [`${what}: a payload of ${largest} bytes`] : []),
  ];
}

/** The payloads in a value, wherever they stand. */
function payloadsIn(value: unknown): Payload[] {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return [];
  const own = 'data' in value && value.data instanceof Uint8Array ? [{ data: value.data }] : [];
  return [...own, ...Object.values(value).flatMap(payloadsIn)];
}
