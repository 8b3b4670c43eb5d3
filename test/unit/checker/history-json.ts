/** Builds small raw histories as the server gives them: protobuf messages with undecoded payloads. */
import { historyFromJSON, type History } from '@temporalio/common/lib/proto-utils';

/** An event without its number, in Temporal's JSON form. */
export type EventJson = Record<string, unknown>;

/** A payload of plain JSON, as the default converter writes it. */
export function payloadJson(value: unknown): Record<string, unknown> {
  return {
    metadata: { encoding: Buffer.from('json/plain').toString('base64') },
    data: Buffer.from(JSON.stringify(value)).toString('base64'),
  };
}

const payloads = (value: unknown) => ({ payloads: [payloadJson(value)] });

/** The start of a run. */
export function started(input: unknown, more: Record<string, unknown> = {}): EventJson {
  return { workflowExecutionStartedEventAttributes: { input: payloads(input), ...more } };
}

/** An activity that completed: its scheduled and its completed event, `scheduledEventId` being the former's number. */
export function activity(scheduledEventId: number, type: string, input: unknown, result: unknown): EventJson[] {
  return [
    scheduled(type, input),
    { activityTaskCompletedEventAttributes: { scheduledEventId: String(scheduledEventId), result: payloads(result) } },
  ];
}

/** An activity that was scheduled. */
export function scheduled(type: string, input: unknown): EventJson {
  return { activityTaskScheduledEventAttributes: { activityType: { name: type }, input: payloads(input) } };
}

/** An activity that gave up. */
export function activityFailed(scheduledEventId: number, failure: Record<string, unknown>): EventJson {
  return { activityTaskFailedEventAttributes: { scheduledEventId: String(scheduledEventId), failure } };
}

/** An Update that was accepted. */
export function updateAccepted(name: string, input: unknown): EventJson {
  return {
    workflowExecutionUpdateAcceptedEventAttributes: { acceptedRequest: { input: { name, args: payloads(input) } } },
  };
}

/** The answer of an Update. */
export function updateCompleted(acceptedEventId: number): EventJson {
  return { workflowExecutionUpdateCompletedEventAttributes: { acceptedEventId: String(acceptedEventId) } };
}

/** The end of a run that went well. */
export function completed(result: unknown): EventJson {
  return { workflowExecutionCompletedEventAttributes: { result: payloads(result) } };
}

/** The end of a run that went badly. */
export function failed(failure: Record<string, unknown>): EventJson {
  return { workflowExecutionFailedEventAttributes: { failure } };
}

/** A failure of this program's. */
export function applicationFailure(type: string, message: string, more: Record<string, unknown> = {}) {
  return { message, applicationFailureInfo: { type }, ...more };
}

/** Numbers the events from 1, a second apart, and loads them. */
export function history(...events: (EventJson | EventJson[])[]): History {
  return historyFromJSON({
    events: events.flat().map((event, index) => ({
      eventId: String(index + 1),
      eventTime: new Date(Date.UTC(2026, 10, 22, 10, 0, index)).toISOString(),
      ...event,
    })),
  });
}
