/** What an operator of Temporal can do to a run behind its back: reset it. */
import { fetchHistory, type RunId } from './runs';
import type { World } from './world';

/**
 * Resets a run to the end of the workflow task after an activity; null is the first task of all. Answers with the id of
 * the run that goes on from there.
 */
export async function resetAfter(world: World, { workflowId, runId }: RunId, activity: string | null): Promise<string> {
  const events = (await fetchHistory(world.client, { workflowId, runId })).history.events ?? [];
  const scheduled = events.find((event) => event.activityTaskScheduledEventAttributes?.activityType?.name === activity);
  const done = events.findIndex(
    ({ activityTaskCompletedEventAttributes: completed }) =>
      completed != null && String(completed.scheduledEventId) === String(scheduled?.eventId),
  );
  const task = events.slice(Math.max(0, done)).find((event) => event.workflowTaskCompletedEventAttributes != null);
  const { runId: next } = await world.client.workflowService.resetWorkflowExecution({
    namespace: world.server.namespace,
    workflowExecution: { workflowId, runId },
    reason: 'a test',
    workflowTaskFinishEventId: task?.eventId ?? null,
    requestId: `${runId} ${activity}`,
  });
  return next;
}
