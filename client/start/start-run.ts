/** Starts a run, once: Temporal keeps its workflow id unique, and a run that is there already is compared. */
import type { WorkflowExecutionDescription } from '@temporalio/client';
import { WorkflowExecutionAlreadyStartedError, type Workflow } from '@temporalio/common';
import { TASK_QUEUES } from '../../domain/ids';
import type { Approval } from '../../domain/input';
import { Conflict, IdempotencyKeyReused } from '../errors';
import { subjectOf } from '../run-names';
import { readMemo } from '../runs/memo';
import { attributesAtStart, readAttributes, type FoundBy } from '../runs/search-attributes';
import { describeRun, isOpen } from '../runs/state-document';
import type { Calls } from '../temporal/calls';
import { callTemporal } from '../temporal/errors';

/** Where a start came from; kept in the run's memo. */
export interface StartOptions {
  /** The caller's key of the request: a run that knows it with another `requestHash` refuses the start. */
  readonly idempotencyKey?: string;
  readonly requestHash?: string;
  readonly requestId?: string;
}

/** The run that a start led to. `started` is false where it was there already, asking for the same. */
export interface StartedRun {
  readonly workflowId: string;
  readonly runId: string;
  readonly started: boolean;
}

/** A run to start. */
export interface RunToStart {
  readonly workflowType: string;
  readonly workflowId: string;
  readonly reuse: 'ALLOW_DUPLICATE' | 'ALLOW_DUPLICATE_FAILED_ONLY';
  /** The filled input. */
  readonly input: {
    readonly startedBy: string;
    readonly approval?: Approval;
    readonly policy?: { readonly secondPerson: boolean };
  };
  /** What decides whether another run asks for the same. */
  readonly digest: string;
  readonly foundBy: FoundBy;
  /** The line under which the run stands in Temporal's Web UI (at most 200 bytes). */
  readonly summary: string;
  /** What was asked for, as the Web UI shows it. Names no token and no receiver of a message. */
  readonly details: readonly (readonly [name: string, value: string])[];
  /** What to say where another run is in the way, and what to do. */
  readonly conflict: (other: OtherRun) => { readonly message: string; readonly fix: string };
}

/** A run that holds the id and asks for something else. */
export interface OtherRun {
  readonly open: boolean;
  readonly workflowType: string;
  readonly targetCurrency: string | null;
  /** As in `run R of migrate-waba/1`. */
  readonly name: string;
  /** Its phase, else Temporal's status. */
  readonly where: string;
}

/**
 * Starts a run, or answers with the one that is there and asks for the same.
 * Throws {@link Conflict} where a run under this id asks for something else, {@link IdempotencyKeyReused} where the
 * caller's key came with another request.
 */
export async function startRun(calls: Calls, run: RunToStart, options: StartOptions): Promise<StartedRun> {
  const { workflowId, workflowType, digest, input } = run;
  const call = { subject: `run ${workflowId}`, answerer: 'server', timeoutMs: calls.serverTimeoutMs } as const;
  try {
    const handle = await callTemporal(calls.client, call, () =>
      calls.client.workflow.start<Workflow>(workflowType, {
        workflowId,
        taskQueue: TASK_QUEUES.workflows,
        args: [input],
        // Never USE_EXISTING: it would hand out a run with other input as success.
        workflowIdConflictPolicy: 'FAIL',
        workflowIdReusePolicy: run.reuse,
        memo: {
          ...options,
          inputDigest: digest,
          startedBy: input.startedBy,
          // A list tells from them who may not approve, and whether anybody has to.
          ...(input.policy?.secondPerson === true && { secondPerson: true }),
          ...(input.approval && { approval: input.approval }),
        },
        typedSearchAttributes: attributesAtStart(run.foundBy, new Date()),
        staticSummary: run.summary,
        staticDetails: detailsTable(run.details),
      }),
    );
    return { workflowId, runId: handle.firstExecutionRunId, started: true };
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    const other = await describeRun(calls, workflowId);
    if (isKeyReused(other, input, options)) throw new IdempotencyKeyReused(subjectOf(workflowId));
    if (!asksForTheSame(other, run)) throw conflict(run, other);
    return { workflowId, runId: other.runId, started: false };
  }
}

/** Whether the caller used the key of a start for another request. Two callers with the same key do not meet. */
function isKeyReused(
  other: Pick<WorkflowExecutionDescription, 'memo'>,
  { startedBy }: RunToStart['input'],
  { idempotencyKey, requestHash }: StartOptions,
): boolean {
  const memo = readMemo(other.memo);
  if (idempotencyKey === undefined || requestHash === undefined) return false;
  return memo.startedBy === startedBy && memo.idempotencyKey === idempotencyKey && memo.requestHash !== requestHash;
}

/** Whether a run that holds the id is what the start wants: Temporal compares neither type nor input. */
export function asksForTheSame(
  other: Pick<WorkflowExecutionDescription, 'type' | 'memo'>,
  wanted: Pick<RunToStart, 'workflowType' | 'digest'>,
): boolean {
  return other.type === wanted.workflowType && readMemo(other.memo).inputDigest === wanted.digest;
}

function conflict(run: RunToStart, other: WorkflowExecutionDescription): Conflict {
  const { workflowId, runId, type: workflowType } = other;
  const { phase, targetCurrency } = readAttributes(other.typedSearchAttributes);
  const where = phase ?? other.status.name.toLowerCase();
  const name = `run ${runId} of ${workflowId}`;
  const { message, fix } = run.conflict({ open: isOpen(other), workflowType, targetCurrency, name, where });
  return new Conflict(message, fix, { workflowId, runId, workflowType });
}

/** The Web UI sets table cells without any space between them. */
const GAP = '\u00a0\u00a0';

function detailsTable(rows: RunToStart['details']): string {
  const cells = rows.map(([name, value]) => `| ${name}${GAP} | ${value.replace(/[|\r\n]/g, ' ')} |`);
  return ['| | |', '|---|---|', ...cells].join('\n');
}
