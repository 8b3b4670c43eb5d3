/** How the checker reads the runs that touch credit: who ordered them, what they wrote, what they took back. */
import { WORKFLOW_TYPES } from '../../domain/ids';
import { field, type ActivityRecord, type ReadHistory } from './history';
import type { AllocationRecord, CheckerInput, JournalEntry } from './input';
import { effects } from './journal';

/** The runs of a credit workflow, as Temporal has them. */
export function runsOf(type: 'share' | 'revoke', histories: readonly ReadHistory[]): ReadHistory[] {
  const workflowType = type === 'share' ? WORKFLOW_TYPES.shareCreditLine : WORKFLOW_TYPES.revokeCreditLine;
  return histories.filter((history) => history.workflowType === workflowType);
}

/** The business that a credit run is about. */
export const businessOf = (history: ReadHistory): unknown => field(history.startInput, 'businessId');

/** Whether somebody ordered a run: directly, or a migration that was to be on a line. */
export function wasOrdered(run: ReadHistory, input: CheckerInput): boolean {
  const accepted = input.commands.filter((command) => command.accepted);
  const type = run.workflowType === WORKFLOW_TYPES.revokeCreditLine ? 'revoke' : 'share';
  const wabaId = field(run.startInput, 'wabaId') ?? '';
  if (
    accepted.some((order) => order.command === type && order.businessId === businessOf(run) && order.wabaId === wabaId)
  )
    return true;
  return accepted.some(
    (order) =>
      type === 'share' &&
      order.command === 'start' &&
      order.input['extendedCreditId'] !== undefined &&
      `migrate-waba/${order.wabaId}` === run.parentWorkflowId,
  );
}

/** The activities of a run that were about a thing. */
export function activitiesAbout(run: ReadHistory, type: string, key: string, id: string): ActivityRecord[] {
  return run.activities.filter((activity) => activity.type === type && field(activity.input, key) === id);
}

/** The calls that made a sharing record which was not there before, in order. */
export function makings({ journal }: Pick<CheckerInput, 'journal'>): JournalEntry[] {
  return [...effects(journal, 'shared'), ...effects(journal, 'shared-and-attached')]
    .filter((entry) => field(entry.effect, 'created') !== false)
    .sort((a, b) => a.seq - b.seq);
}

/** Whether a record still pays. */
export const isLive = ({ status }: AllocationRecord): boolean => status?.toUpperCase() !== 'DELETED';
