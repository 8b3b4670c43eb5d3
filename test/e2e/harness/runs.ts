/** What Temporal keeps of the runs of a test: raw histories, memos, search attributes, and the states of closed runs. */
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Client } from '@temporalio/client';
import { creditRunStateSchema, type CreditStateDocument } from '../../../domain/credit/state';
import { runStateSchema, type StateDocument } from '../../../domain/state';
import type { FoundDocument, FoundText, RunHistory } from '../../checker';
import { decodePayload } from '../../checker/history';
import { until } from './until';

/** One run of a workflow. */
export interface RunId {
  readonly workflowId: string;
  readonly runId: string;
}

/** The raw history of a run. */
export async function fetchHistory(client: Client, { workflowId, runId }: RunId): Promise<RunHistory> {
  return { workflowId, runId, history: await client.workflow.getHandle(workflowId, runId).fetchHistory() };
}

/** The runs that a run started as its children: deliveries of notifications, operations on credit. */
export function childrenOf({ history }: RunHistory): RunId[] {
  const started = (history.events ?? []).map((event) => event.childWorkflowExecutionStartedEventAttributes);
  return started.flatMap((child) => {
    const { workflowId, runId } = child?.workflowExecution ?? {};
    return workflowId && runId ? [{ workflowId, runId }] : [];
  });
}

/** What `describe` shows of a run, undecoded: memo, search attributes, pending activities with their heartbeats. */
export async function describeRaw(client: Client, { workflowId, runId }: RunId): Promise<FoundDocument> {
  const document = await client.workflowService.describeWorkflowExecution({
    namespace: client.options.namespace,
    execution: { workflowId, runId },
  });
  return { where: `describe of ${workflowId} (run ${runId})`, document };
}

/** The id of the newest run of a workflow, or undefined where there is none. */
export async function newestRun(client: Client, workflowId: string): Promise<RunId | undefined> {
  try {
    const { runId } = await client.workflow.getHandle(workflowId).describe();
    return { workflowId, runId };
  } catch {
    return undefined;
  }
}

/**
 * Waits until a run has closed: it writes its last evidence after its last phase began. Gives up after a while, and the
 * checker then says that the run never closed.
 */
export async function awaitClose(client: Client, { workflowId, runId }: RunId): Promise<void> {
  const handle = client.workflow.getHandle(workflowId, runId);
  await until(`the end of ${workflowId}`, 30_000, async () =>
    (await handle.describe()).status.name === 'RUNNING' ? undefined : true,
  ).catch(() => undefined);
}

/** The state document that a closed migration left in its result or in the details of its failure. */
export function closedState(run: RunHistory): StateDocument | undefined {
  const parsed = runStateSchema.safeParse(leftBehind(run));
  return parsed.success ? { ...parsed.data, polling: null } : undefined;
}

/** The same of a credit operation. */
export function closedCreditState(run: RunHistory): CreditStateDocument | undefined {
  const parsed = creditRunStateSchema.safeParse(leftBehind(run));
  return parsed.success ? { ...parsed.data, polling: null } : undefined;
}

function leftBehind({ history }: RunHistory): unknown {
  const last = history.events?.at(-1);
  const payload =
    last?.workflowExecutionCompletedEventAttributes?.result?.payloads?.[0] ??
    last?.workflowExecutionFailedEventAttributes?.failure?.applicationFailureInfo?.details?.payloads?.[0];
  return decodePayload(payload);
}

/**
 * Every file under a folder, as texts to search; `latin1` makes a character of each byte. A file that goes away meanwhile, as
 * a database's journal does with each commit, has nothing to say.
 */
export async function filesUnder(folder: string, encoding: 'utf8' | 'latin1' = 'utf8'): Promise<FoundText[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const texts = await Promise.all(
    paths.map(async (path): Promise<FoundText[]> => {
      try {
        return [{ where: path, text: await readFile(path, encoding) }];
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
        throw error;
      }
    }),
  );
  return texts.flat();
}
