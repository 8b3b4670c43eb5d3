/** What a run costs in Temporal: its history's events, bytes and longest payload. */
import type { History } from '@temporalio/common/lib/proto-utils';

/** The longest payload of a history, and where it stands. */
export interface LongestPayload {
  readonly bytes: number;
  /** The event's number, its kind and the path inside it, as in `12 activityTaskCompleted.result.payloads`. */
  readonly where: string;
}

/** Finds the longest payload. */
export function longestPayload({ events }: History): LongestPayload {
  let longest: LongestPayload = { bytes: 0, where: 'none' };
  const look = (value: unknown, where: string): void => {
    if (typeof value !== 'object' || value === null) return;
    if ('data' in value && value.data instanceof Uint8Array) {
      if (value.data.length > longest.bytes) longest = { bytes: value.data.length, where };
      return;
    }
    for (const [key, part] of Object.entries(value)) look(part, Array.isArray(value) ? where : `${where}.${key}`);
  };
  for (const event of events ?? []) {
    for (const [key, part] of Object.entries(event)) look(part, `${String(event.eventId)} ${kindOf(key)}`);
  }
  return longest;
}

/** How many events of each kind, as in `activityTaskScheduled: 9`. */
export function eventKinds({ events }: History): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const event of events ?? []) {
    const [attributes] = Object.entries(event).find(([key, value]) => key.endsWith('EventAttributes') && value) ?? [];
    const kind = kindOf(attributes ?? 'unknown');
    counts[kind] = (counts[kind] ?? 0) + 1;
  }
  return counts;
}

const kindOf = (attributes: string): string => attributes.replace(/EventAttributes$/, '');

/** How often all activities of a type were attempted: for polls, how often was looked. */
export function attemptsOf({ events }: History, activityType: string): number {
  const ids = new Set(
    (events ?? [])
      .filter((event) => event.activityTaskScheduledEventAttributes?.activityType?.name === activityType)
      .map((event) => String(event.eventId)),
  );
  return (events ?? []).reduce((sum, { activityTaskStartedEventAttributes: started }) => {
    return started != null && ids.has(String(started.scheduledEventId)) ? sum + (started.attempt ?? 1) : sum;
  }, 0);
}
