/** Starts a migration, once: the workflow id is the account's, and Temporal keeps it unique. */
import type { WorkflowExecutionDescription } from '@temporalio/client';
import { WorkflowExecutionAlreadyStartedError, type Workflow } from '@temporalio/common';
import { migrationWorkflowId, TASK_QUEUES, WORKFLOW_TYPES } from '../domain/ids';
import type { MigrationInput } from '../domain/input';
import type { Calls } from './calls';
import { Conflict, IdempotencyKeyReused } from './errors';
import { inputDigest } from './input-digest';
import { readMemo } from './memo';
import { attributesAtStart, readAttributes } from './search-attributes';
import { callTemporal } from './temporal-errors';

/** Where a start came from; kept in the run's memo. */
export interface StartOptions {
  /** The caller's key of the request: a run that knows it with another `requestHash` refuses the start. */
  readonly idempotencyKey?: string;
  readonly requestHash?: string;
  readonly requestId?: string;
}

/** The run that a start led to. `started` is false where it was there already, asking for the same. */
export interface StartResult {
  readonly workflowId: string;
  readonly runId: string;
  readonly wabaId: string;
  readonly started: boolean;
}

/**
 * Starts a run for a filled input, or answers with the one that is there and asks for the same.
 * Throws {@link Conflict} where a run of this account asks for something else, {@link IdempotencyKeyReused} where the
 * caller's key came with another request.
 */
export async function startMigration(calls: Calls, input: MigrationInput, options: StartOptions): Promise<StartResult> {
  const { wabaId, dryRun } = input;
  const workflowId = migrationWorkflowId(wabaId, { dryRun });
  const digest = inputDigest(input);
  const call = { subject: `run ${workflowId}`, answerer: 'server', timeoutMs: calls.serverTimeoutMs } as const;
  try {
    const handle = await callTemporal(calls.client, call, () =>
      calls.client.workflow.start<Workflow>(WORKFLOW_TYPES.migrateWaba, {
        workflowId,
        taskQueue: TASK_QUEUES.workflows,
        args: [input],
        // Never USE_EXISTING: it would hand out a run with other input as success.
        workflowIdConflictPolicy: 'FAIL',
        workflowIdReusePolicy: dryRun ? 'ALLOW_DUPLICATE' : 'ALLOW_DUPLICATE_FAILED_ONLY',
        memo: { ...options, inputDigest: digest, startedBy: input.startedBy },
        typedSearchAttributes: attributesAtStart(input, new Date()),
        staticSummary: staticSummary(input),
        staticDetails: staticDetails(input),
      }),
    );
    return { workflowId, runId: handle.firstExecutionRunId, wabaId, started: true };
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    const other = await callTemporal(calls.client, call, () => calls.client.workflow.getHandle(workflowId).describe());
    if (isKeyReused(other, input, options)) throw new IdempotencyKeyReused(call.subject);
    if (!asksForTheSame(other, digest)) throw conflict(input, other);
    return { workflowId, runId: other.runId, wabaId, started: false };
  }
}

/** Whether the caller used the key of a start for another request. Two callers with the same key do not meet. */
export function isKeyReused(
  other: Pick<WorkflowExecutionDescription, 'memo'>,
  { startedBy }: Pick<MigrationInput, 'startedBy'>,
  { idempotencyKey, requestHash }: StartOptions,
): boolean {
  const memo = readMemo(other.memo);
  if (idempotencyKey === undefined || requestHash === undefined) return false;
  return memo.startedBy === startedBy && memo.idempotencyKey === idempotencyKey && memo.requestHash !== requestHash;
}

/** Whether a run that holds the id is what the start wants: Temporal compares neither type nor input. */
export function asksForTheSame(other: Pick<WorkflowExecutionDescription, 'type' | 'memo'>, digest: string): boolean {
  return other.type === WORKFLOW_TYPES.migrateWaba && readMemo(other.memo).inputDigest === digest;
}

function conflict(input: MigrationInput, other: WorkflowExecutionDescription): Conflict {
  const { phase, targetCurrency } = readAttributes(other.typedSearchAttributes);
  const where = phase === null ? other.status.name.toLowerCase() : phase;
  const what = `run ${other.runId} of ${other.workflowId} (to ${targetCurrency ?? 'an unknown currency'}, ${where})`;
  const open = other.status.name === 'RUNNING' || other.status.name === 'PAUSED';
  const flag = input.dryRun ? ' --dry-run' : '';
  return new Conflict(
    open
      ? `WABA ${input.wabaId} is held by another run with other input: ${what}`
      : `WABA ${input.wabaId} was migrated already by a run with other input: ${what}`,
    open
      ? `Look at it with: wabactl migrate show ${input.wabaId}${flag}. Wait for its end or abandon it, then start again.`
      : `Look at it with: wabactl migrate show ${input.wabaId}${flag}. Its clone is a WABA with an id of its own.`,
    { workflowId: other.workflowId, runId: other.runId, workflowType: other.type },
  );
}

/** The line under which the run stands in Temporal's Web UI (at most 200 bytes). */
function staticSummary(input: MigrationInput): string {
  return `${input.dryRun ? 'Dry run: ' : ''}${input.targetCurrency} for WABA ${input.wabaId}`;
}

/** The Web UI sets table cells without any space between them. */
const GAP = '\u00a0\u00a0';

/** What was asked for, as Temporal's Web UI shows it (markdown). Names no token and no receiver of a test message. */
function staticDetails(input: MigrationInput): string {
  const rows: [string, string][] = [
    ['WABA', input.wabaId],
    ['Target currency', input.targetCurrency],
    ['Line of credit', input.extendedCreditId ?? 'none: billed as the source is'],
    ['Business', input.businessId ?? 'not checked'],
    ['Approval', input.approval],
    ['Started by', input.startedBy.replace(/[|\r\n]/g, ' ')],
  ];
  return ['| | |', '|---|---|', ...rows.map(([name, value]) => `| ${name}${GAP} | ${value} |`)].join('\n');
}
