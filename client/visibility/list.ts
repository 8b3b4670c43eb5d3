/** Lists and counts migrations from Temporal's visibility, which needs no worker and no query of a run. */
import { parseWorkflowId } from '../../domain/ids';
import type { Approval } from '../../domain/input';
import { isPhase, PHASES, type Phase } from '../../domain/phases';
import type { WaitingFor } from '../../domain/state';
import { readMemo } from '../runs/memo';
import type { Calls } from '../temporal/calls';
import { callTemporal } from '../temporal/errors';
import { lineOf, readPage, type ListedRun } from './page';
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
  /** Whether who started it may not approve it. */
  readonly secondPerson: boolean;
  /** Whether a person approves it or it goes through by itself; null where the run does not say. */
  readonly approval: Approval | null;
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
  const { pageSize, pageToken } = filter;
  const request = { subject: CALL.subject, query: migrationsQuery(filter), pageSize, pageToken };
  const { runs, nextPageToken } = await readPage(calls, request);
  return { migrations: runs.map(summaryOf), nextPageToken };
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

/** The line for one run. */
export function summaryOf(info: ListedRun): MigrationSummary {
  const { attributes, isOpen, line } = lineOf(info);
  const memo = readMemo(info.memo);
  const parsed = parseWorkflowId(info.workflowId);
  return {
    ...line,
    wabaId: attributes.wabaId ?? (parsed?.kind === 'migration' ? parsed.wabaId : ''),
    name: memo.name,
    businessId: attributes.businessId,
    sourceCurrency: memo.sourceCurrency,
    targetCurrency: attributes.targetCurrency,
    destinationWabaId: attributes.destinationWabaId,
    phase: attributes.phase !== null && isPhase(attributes.phase) ? attributes.phase : null,
    waitingFor: isOpen ? memo.waitingFor : null,
    startedBy: memo.startedBy,
    secondPerson: memo.secondPerson,
    approval: memo.approval,
  };
}
