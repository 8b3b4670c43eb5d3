/** Lists and counts migrations from Temporal's visibility, which needs no worker and no query of a run. */
import type { WorkflowExecutionInfo } from '@temporalio/client';
import { executionInfoFromRaw } from '@temporalio/client/lib/helpers';
import { parseWorkflowId } from '../../domain/ids';
import { isPhase, PHASES, type Phase } from '../../domain/phases';
import type { WaitingFor } from '../../domain/state';
import { readMemo } from '../runs/memo';
import { readAttributes } from '../runs/search-attributes';
import type { Calls } from '../temporal/calls';
import { callTemporal } from '../temporal/errors';
import { readPageToken, writePageToken } from './page-token';
import { migrationsQuery, phasesIn, type Selection } from './query';

/** One line of a list. */
export interface MigrationSummary {
  readonly workflowId: string;
  readonly runId: string;
  readonly wabaId: string;
  readonly name: string | null;
  readonly businessId: string | null;
  readonly sourceCurrency: string | null;
  readonly targetCurrency: string | null;
  readonly destinationWabaId: string | null;
  readonly phase: Phase | null;
  readonly phaseChangedAt: string | null;
  readonly needsOperator: boolean;
  readonly waitingFor: WaitingFor | null;
  /** Whether its workflow task fails again and again: an engineer must look at the workers. */
  readonly taskFails: boolean;
  readonly startedAt: string;
  readonly startedBy: string | null;
}

/** One page of migrations, open ones first, each newest first; `nextPageToken` is null on the last. */
export interface MigrationPage {
  readonly migrations: readonly MigrationSummary[];
  readonly nextPageToken: string | null;
}

/** How many migrations stand in each phase. */
export type PhaseCounts = Readonly<Record<Phase, number>>;

const CALL = { subject: 'list of migrations', answerer: 'server' } as const;

/** Reads one page. */
export async function listMigrations(
  calls: Calls,
  filter: Selection & { readonly pageSize: number; readonly pageToken?: string | undefined },
): Promise<MigrationPage> {
  const { client, serverTimeoutMs: timeoutMs } = calls;
  const { namespace, loadedDataConverter } = client.options;
  const query = migrationsQuery(filter);
  // A filter that was parsed holds a token that fits.
  const nextPageToken = filter.pageToken === undefined ? undefined : readPageToken(query, filter.pageToken);
  // The SDK's own list() hides page tokens, so the service is called directly.
  const { page, infos } = await callTemporal(client, { ...CALL, timeoutMs }, async () => {
    const page = await client.workflowService.listWorkflowExecutions({
      namespace,
      query,
      pageSize: filter.pageSize,
      nextPageToken: nextPageToken ?? new Uint8Array(),
    });
    const infos = page.executions.map((raw) => executionInfoFromRaw(raw, loadedDataConverter, raw, namespace));
    return { page, infos: await Promise.all(infos) };
  });
  return { migrations: infos.map(summaryOf), nextPageToken: writePageToken(query, page.nextPageToken) };
}

/** Counts the migrations of a selection, one count per phase: visibility cannot group by an attribute of ours. */
export async function countMigrations(calls: Calls, selection: Omit<Selection, 'phase'>): Promise<PhaseCounts> {
  const possible = phasesIn(selection);
  const { client, serverTimeoutMs: timeoutMs } = calls;
  const counts = await callTemporal(client, { ...CALL, timeoutMs }, () =>
    Promise.all(
      PHASES.map(async (phase) => {
        if (!possible.includes(phase)) return [phase, 0] as const;
        const { count } = await client.workflow.count(migrationsQuery({ ...selection, phase }));
        return [phase, count] as const;
      }),
    ),
  );
  return Object.fromEntries(counts) as Record<Phase, number>;
}

/** The line for one run. A closed run waits for nobody, whatever its attributes last said. */
export function summaryOf(
  info: Pick<WorkflowExecutionInfo, 'workflowId' | 'runId' | 'status' | 'typedSearchAttributes' | 'memo' | 'startTime'>,
): MigrationSummary {
  const attributes = readAttributes(info.typedSearchAttributes);
  const memo = readMemo(info.memo);
  const parsed = parseWorkflowId(info.workflowId);
  const open = info.status.name === 'RUNNING' || info.status.name === 'PAUSED';
  return {
    workflowId: info.workflowId,
    runId: info.runId,
    wabaId: attributes.wabaId ?? (parsed?.kind === 'migration' ? parsed.wabaId : ''),
    name: memo.name,
    businessId: attributes.businessId,
    sourceCurrency: memo.sourceCurrency,
    targetCurrency: attributes.targetCurrency,
    destinationWabaId: attributes.destinationWabaId,
    phase: attributes.phase !== null && isPhase(attributes.phase) ? attributes.phase : null,
    phaseChangedAt: attributes.phaseChangedAt,
    needsOperator: open && attributes.needsOperator,
    waitingFor: open ? memo.waitingFor : null,
    taskFails: open && attributes.isTaskFailing,
    startedAt: info.startTime.toISOString(),
    startedBy: memo.startedBy,
  };
}
