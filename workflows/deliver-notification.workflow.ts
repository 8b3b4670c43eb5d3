/**
 * One notification, from when a run has something to say until everybody has taken it. It is a workflow of its own, so
 * that no run waits for whoever is told, and none of it is lost when the run ends first.
 */
import { proxyActivities } from '@temporalio/workflow';
import type { NotificationActivities, NotifyResult } from '../activities/contract';
import { NOTIFICATION_WORDS, notificationStartSchema, type NotificationStart } from '../domain/hooks';
import { TASK_QUEUES } from '../domain/ids';
import { parseStart } from './runs/parse-start';

/** Repeats have the same id, by which receivers know them, so it is tried for as long as anybody may still care. */
const { notify } = proxyActivities<NotificationActivities>({
  taskQueue: TASK_QUEUES.workflows,
  startToCloseTimeout: '1m',
  // Its details are the memory of who has taken it.
  heartbeatTimeout: '30s',
  scheduleToCloseTimeout: '7d',
  retry: { initialInterval: '10s', backoffCoefficient: 2, maximumInterval: '1h' },
});

/** Delivers a notification; fails with what the receivers said last where one has not taken it within seven days. */
export async function deliverNotification(start: NotificationStart): Promise<NotifyResult> {
  const { id, notification } = parseStart(notificationStartSchema, start);
  return await notify.executeWithOptions({ summary: `Tell others that ${NOTIFICATION_WORDS[notification.type]}` }, [
    { id, notification },
  ]);
}
