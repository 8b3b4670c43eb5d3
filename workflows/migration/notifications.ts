/**
 * What a run tells other systems: that a person is needed, that a deadline comes near, how it ended. Only where the
 * worker that assessed it was given somebody to tell; else nothing here adds to its history.
 */
import {
  CancellationScope,
  ChildWorkflowCancellationType,
  log,
  ParentClosePolicy,
  startChild,
  workflowInfo,
} from '@temporalio/workflow';
import { NOTIFICATION_WORDS, NOTIFIED_ENDS, type Notification, type NotificationType } from '../../domain/hooks';
import { notificationWorkflowId, WORKFLOW_TYPES } from '../../domain/ids';
import { isTerminal } from '../../domain/phases';
import type { deliverNotification } from '../deliver-notification.workflow';
import type { RunFacts } from './facts';
import { allowedVerbs } from './refusals';
import { needsOperator, waitingFor } from './waiting';

/** What is to be said, beyond what every notification of the run says. */
type Words = Pick<Notification, 'why' | 'until' | 'verbs'>;

/** The notifications of one run. */
export class Notifier {
  private readonly handingOver: Promise<void>[] = [];
  private announcedWait: string | null = null;
  private endAnnounced = false;

  constructor(private readonly run: RunFacts) {}

  /** Tells what is new since the last call: a wait for a person, once each, or the end. */
  changed(): void {
    const { run } = this;
    if (!run.notifies) return;
    if (isTerminal(run.phase)) {
      const type = NOTIFIED_ENDS[run.phase];
      if (type !== null && !this.endAnnounced) this.send(type, { why: endOf(run), until: null, verbs: [] });
      this.endAnnounced = true;
      return;
    }
    const wait = waitingFor(run);
    // Who pauses a run knows of it; what it waits for beyond that is told when it goes on.
    if (wait === null || wait.id === this.announcedWait || run.pausedBy !== null || !needsOperator(run)) return;
    this.announcedWait = wait.id;
    const type = run.phase === 'awaiting-approval' ? 'migration.awaiting-approval' : 'migration.needs-operator';
    this.send(type, { why: wait.reason, until: wait.until, verbs: wait.verbs });
  }

  /** Tells that time runs out: what has not happened yet, and what its end will mean. */
  deadlineNear(why: string, until: Date): void {
    this.send('migration.deadline-near', { why, until: until.toISOString(), verbs: allowedVerbs(this.run) });
  }

  /** Waits until Temporal has taken over every notification: a run that closed before would take them with it. */
  async handedOver(): Promise<void> {
    await Promise.all(this.handingOver);
  }

  private send(type: NotificationType, { why, ...words }: Words): void {
    const { run } = this;
    const { workflowId, runId } = workflowInfo();
    // The run id that the assessment recorded: a reset gives the run another one, and must replay the same children.
    const id = `${run.ref.assessedRunId}-n${this.handingOver.length + 1}`;
    const notification: Notification = {
      type,
      workflowId,
      runId,
      wabaId: run.input.wabaId,
      phase: run.phase,
      at: new Date().toISOString(),
      why: withoutNumbers(run, why),
      ...words,
    };
    // A verb's handler runs outside the run's own scope, where a cancellation that came too late would refuse it.
    const started = CancellationScope.nonCancellable(() =>
      startChild<typeof deliverNotification>(WORKFLOW_TYPES.deliverNotification, {
        workflowId: notificationWorkflowId(id),
        args: [{ id, notification }],
        parentClosePolicy: ParentClosePolicy.ABANDON,
        cancellationType: ChildWorkflowCancellationType.ABANDON,
        staticSummary: `Tell others that ${NOTIFICATION_WORDS[type]}: WABA ${run.input.wabaId}`,
      }),
    );
    this.handingOver.push(
      started.then(
        () => undefined,
        (error: unknown) => log.warn('A notification was not handed over', { id, why: String(error) }),
      ),
    );
  }
}

/** How a run ended, without the words of whoever ended it. */
function endOf(run: RunFacts): string {
  if (run.phase === 'abandoned') return 'The run was abandoned before it told the numbers to move.';
  if (run.conclusion !== null) return 'A person concluded the run; its outcome states where every number is.';
  return run.timeline.at(-1)?.text ?? `The run is ${run.phase}.`;
}

/** A sentence with phone numbers shortened to their last digits. */
function withoutNumbers(run: RunFacts, text: string): string {
  return run.approvedNumbers.reduce((rest, { digits }) => rest.replaceAll(digits, `…${digits.slice(-4)}`), text);
}
