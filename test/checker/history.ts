/** How the checker reads raw histories: activities with input and result, Updates, and how the run closed. */
import type { History, Payload } from '@temporalio/common/lib/proto-utils';
import type { RunHistory } from './input';

type Event = NonNullable<History['events']>[number];
type Failure = NonNullable<NonNullable<Event['activityTaskFailedEventAttributes']>['failure']>;

/** One activity of a run. `result` is undefined where it did not complete. */
export interface ActivityRecord {
  readonly type: string;
  readonly scheduledEventId: number;
  readonly scheduledAtMs: number;
  readonly closedEventId: number | null;
  readonly input: unknown;
  readonly result: unknown;
  /** The `ApplicationFailure` types in the chain of its failure, outermost first. */
  readonly failureTypes: readonly string[];
}

/** One accepted Update of a run. */
export interface UpdateRecord {
  readonly name: string;
  readonly acceptedEventId: number;
  readonly input: unknown;
  readonly completed: boolean;
}

/** How a run closed; `open` where it did not. */
export type Close = 'open' | 'completed' | 'failed' | 'terminated' | 'timed-out' | 'canceled' | 'continued';

/** A history, read. */
export interface ReadHistory {
  readonly workflowId: string;
  readonly runId: string;
  /** As Temporal noted it at the start; empty in a history that is cut short. */
  readonly workflowType: string;
  readonly startedAtMs: number;
  /** The workflow id of the run that started it as its child. */
  readonly parentWorkflowId: string | null;
  readonly startInput: unknown;
  /** Whether Temporal was asked to cancel it. */
  readonly cancelRequested: boolean;
  readonly activities: readonly ActivityRecord[];
  readonly updates: readonly UpdateRecord[];
  readonly close: Close;
  readonly closeFailureTypes: readonly string[];
}

/** Protobuf's 64-bit integers come as objects; ids of events and seconds fit into a number. */
const asNumber = (value: { toString(): string } | null | undefined): number => Number(value?.toString() ?? 0);

/** Decodes a payload of plain JSON; undefined for any other (an encrypted one stays closed). */
export function decodePayload(payload: Payload | null | undefined): unknown {
  if (payload?.data == null) return undefined;
  try {
    return JSON.parse(Buffer.from(payload.data).toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}

const firstOf = (payloads: { payloads?: Payload[] | null } | null | undefined): unknown =>
  decodePayload(payloads?.payloads?.[0]);

function eventTimeMs(event: Event): number {
  return asNumber(event.eventTime?.seconds) * 1_000 + Math.floor((event.eventTime?.nanos ?? 0) / 1_000_000);
}

function failureTypes(failure: Failure | null | undefined): string[] {
  if (failure == null) return [];
  const type = failure.applicationFailureInfo?.type;
  return [...(type ? [type] : []), ...failureTypes(failure.cause)];
}

function closeOf(event: Event | undefined): Close {
  if (event?.workflowExecutionCompletedEventAttributes) return 'completed';
  if (event?.workflowExecutionFailedEventAttributes) return 'failed';
  if (event?.workflowExecutionTerminatedEventAttributes) return 'terminated';
  if (event?.workflowExecutionTimedOutEventAttributes) return 'timed-out';
  if (event?.workflowExecutionCanceledEventAttributes) return 'canceled';
  if (event?.workflowExecutionContinuedAsNewEventAttributes) return 'continued';
  return 'open';
}

function readActivities(events: readonly Event[]): ActivityRecord[] {
  const closed = new Map<number, Event>();
  for (const event of events) {
    const attributes =
      event.activityTaskCompletedEventAttributes ??
      event.activityTaskFailedEventAttributes ??
      event.activityTaskTimedOutEventAttributes ??
      event.activityTaskCanceledEventAttributes;
    if (attributes) closed.set(asNumber(attributes.scheduledEventId), event);
  }
  return events.flatMap((event) => {
    const scheduled = event.activityTaskScheduledEventAttributes;
    if (!scheduled) return [];
    const end = closed.get(asNumber(event.eventId));
    const failed = end?.activityTaskFailedEventAttributes ?? end?.activityTaskTimedOutEventAttributes;
    return [
      {
        type: scheduled.activityType?.name ?? '',
        scheduledEventId: asNumber(event.eventId),
        scheduledAtMs: eventTimeMs(event),
        closedEventId: end ? asNumber(end.eventId) : null,
        input: firstOf(scheduled.input),
        result: firstOf(end?.activityTaskCompletedEventAttributes?.result),
        failureTypes: failureTypes(failed?.failure),
      },
    ];
  });
}

function readUpdates(events: readonly Event[]): UpdateRecord[] {
  const completed = new Set(
    events.flatMap((event) => {
      const attributes = event.workflowExecutionUpdateCompletedEventAttributes;
      return attributes ? [asNumber(attributes.acceptedEventId)] : [];
    }),
  );
  return events.flatMap((event) => {
    const request = event.workflowExecutionUpdateAcceptedEventAttributes?.acceptedRequest;
    if (!request) return [];
    const acceptedEventId = asNumber(event.eventId);
    return [
      {
        name: request.input?.name ?? '',
        acceptedEventId,
        input: firstOf(request.input?.args),
        completed: completed.has(acceptedEventId),
      },
    ];
  });
}

/** Reads a raw history. */
export function readHistory({ workflowId, runId, history }: RunHistory): ReadHistory {
  const events = history.events ?? [];
  const last = events.at(-1);
  const start = events[0]?.workflowExecutionStartedEventAttributes;
  return {
    workflowId,
    runId,
    workflowType: start?.workflowType?.name ?? '',
    startedAtMs: events[0] === undefined ? 0 : eventTimeMs(events[0]),
    parentWorkflowId: start?.parentWorkflowExecution?.workflowId ?? null,
    startInput: firstOf(start?.input),
    cancelRequested: events.some((event) => event.workflowExecutionCancelRequestedEventAttributes != null),
    activities: readActivities(events),
    updates: readUpdates(events),
    close: closeOf(last),
    closeFailureTypes: failureTypes(last?.workflowExecutionFailedEventAttributes?.failure),
  };
}

/** The field of a decoded value, or undefined where the value is no object or lacks it. */
export function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}
