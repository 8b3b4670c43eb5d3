/**
 * What other runs know: whose clone an account is, which run holds a migration, what earlier runs of an account left
 * behind. Read from Temporal's visibility and from closed runs; nothing is kept here.
 *
 * Visibility lags by about a second, so no answer of it is a lock: the one thing that must be exclusive, two live
 * migrations of one account, is excluded by the workflow id.
 */
import type { Client, WorkflowExecutionInfo } from '@temporalio/client';
import { WorkflowContinuedAsNewError, WorkflowFailedError, WorkflowNotFoundError } from '@temporalio/client';
import { ApplicationFailure, defineSearchAttributeKey } from '@temporalio/common';
import type { OpenRun } from '../domain/credit/funding';
import {
  creditLineWorkflowId,
  migrationWorkflowId,
  parseWorkflowId,
  SEARCH_ATTRIBUTES,
  WORKFLOW_TYPES,
} from '../domain/ids';
import { runStateSchema, type RunState } from '../domain/state';

/** A run of Temporal that names an account or a migration. */
export interface NamedRun {
  readonly workflowId: string;
  readonly runId: string;
  /** The source of that run's migration; null where its workflow id is not a migration's. */
  readonly sourceWabaId: string | null;
}

/** A clone that an earlier run of a source left behind. `wabaId` is null where Meta never named it. */
export interface LeftBehindClone {
  readonly wabaId: string | null;
  readonly migrationId: string | null;
  readonly runId: string;
}

/** What another open migration of the same owner is about to do. */
export type SiblingActivity = 'cloning-unnamed' | 'initiating';

/** Another open migration of the same owner whose clone has no name yet. */
export interface Sibling extends NamedRun {
  readonly activity: SiblingActivity;
  /** What Meta may name its clone by before the run itself does; null before it has one. */
  readonly migrationId: string | null;
}

/** Reads what other runs know. Every method throws {@link RunsUnreadableError} where Temporal does not answer. */
export interface RunDirectory {
  /** Runs, open or closed, that name an account as their clone (`DestinationWabaId`) or among their orphans. */
  runsNamingWaba(wabaId: string): Promise<NamedRun[]>;
  /** Runs, open or closed, that hold a migration (`MigrationId`). */
  runsHoldingMigration(migrationId: string): Promise<NamedRun[]>;
  /** Clones that closed runs of a source left behind, from their final state documents. */
  clonesLeftBehind(sourceWabaId: string, except: { readonly runId: string }): Promise<LeftBehindClone[]>;
  /** Open migrations of the same owner that are initiating, or cloning a clone that is not named yet. */
  siblings(businessId: string, except: { readonly workflowId: string }): Promise<Sibling[]>;
  /** Whether a revoke of the business's credit is open. */
  isRevokeOpen(businessId: string): Promise<boolean>;
  /** Open migrations of a business's accounts, dry runs left out, sorted by workflow id. */
  openMigrations(businessId: string): Promise<OpenRun[]>;
}

/** Temporal did not say what other runs know. May be tried again. */
export class RunsUnreadableError extends Error {
  override readonly name = 'RunsUnreadableError';
}

const key = {
  destination: defineSearchAttributeKey('DestinationWabaId', SEARCH_ATTRIBUTES.DestinationWabaId),
  migration: defineSearchAttributeKey('MigrationId', SEARCH_ATTRIBUTES.MigrationId),
  orphans: defineSearchAttributeKey('OrphanWabaIds', SEARCH_ATTRIBUTES.OrphanWabaIds),
  phase: defineSearchAttributeKey('Phase', SEARCH_ATTRIBUTES.Phase),
};

/** A run directory over a Temporal client; it describes and lists runs, and starts or changes none. */
export function createRunDirectory(client: Client): RunDirectory {
  const list = async (query: string): Promise<WorkflowExecutionInfo[]> => {
    const found: WorkflowExecutionInfo[] = [];
    for await (const info of client.workflow.list({ query })) found.push(info);
    return found;
  };

  return {
    runsNamingWaba: (wabaId) =>
      reading(`the runs that name WABA ${wabaId}`, async () => {
        const id = quoted(wabaId);
        return (await list(`DestinationWabaId = ${id} OR OrphanWabaIds = ${id}`)).map(namedRun);
      }),

    runsHoldingMigration: (migrationId) =>
      reading(`the runs that hold migration ${migrationId}`, async () =>
        (await list(`MigrationId = ${quoted(migrationId)}`)).map(namedRun),
      ),

    clonesLeftBehind: (sourceWabaId, except) =>
      reading(`the earlier runs of WABA ${sourceWabaId}`, async () => {
        const workflowId = migrationWorkflowId(sourceWabaId);
        const runs = (await list(`WorkflowId = ${quoted(workflowId)}`)).filter((run) => run.runId !== except.runId);
        const left = await Promise.all(runs.map((run) => leftBehindBy(client, run)));
        return left.flat();
      }),

    siblings: (businessId, except) =>
      reading(`the open migrations of business ${businessId}`, async () => {
        // Open by its close time: a paused run is open too, and not every server knows the status Paused.
        const runs = await list(
          `BusinessId = ${quoted(businessId)} AND WorkflowType = ${quoted(WORKFLOW_TYPES.migrateWaba)} ` +
            `AND CloseTime IS NULL AND (Phase = "initiating" OR Phase = "cloning")`,
        );
        return runs.filter((run) => run.workflowId !== except.workflowId).flatMap(sibling);
      }),

    isRevokeOpen: (businessId) =>
      reading(`the credit operation of business ${businessId}`, async () => {
        try {
          const run = await client.workflow.getHandle(creditLineWorkflowId(businessId)).describe();
          return isOpen(run) && run.type === WORKFLOW_TYPES.revokeCreditLine;
        } catch (error) {
          if (error instanceof WorkflowNotFoundError) return false;
          throw error;
        }
      }),

    openMigrations: (businessId) =>
      reading(`the open migrations of business ${businessId}`, async () => {
        const runs = await list(
          `BusinessId = ${quoted(businessId)} AND WorkflowType = ${quoted(WORKFLOW_TYPES.migrateWaba)} ` +
            `AND CloseTime IS NULL`,
        );
        return runs.flatMap(openMigration).sort((a, b) => (a.workflowId < b.workflowId ? -1 : 1));
      }),
  };
}

async function reading<T>(what: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new RunsUnreadableError(`Temporal did not answer about ${what}: ${why}`, { cause: error });
  }
}

/** A value in a visibility query; ids are Meta's and opaque, so none may end the string early. */
function quoted(value: string): string {
  return `"${value.replace(/["\\]/g, '\\$&')}"`;
}

/** Whether a run may still do something: one that was paused on the server goes on when it is unpaused. */
function isOpen({ status }: Pick<WorkflowExecutionInfo, 'status'>): boolean {
  return status.name === 'RUNNING' || status.name === 'PAUSED';
}

function namedRun({ workflowId, runId }: WorkflowExecutionInfo): NamedRun {
  const parsed = parseWorkflowId(workflowId);
  return { workflowId, runId, sourceWabaId: parsed?.kind === 'migration' ? parsed.wabaId : null };
}

/** A dry run has the type of a migration and sends nothing. */
function openMigration({ workflowId, runId, typedSearchAttributes }: WorkflowExecutionInfo): OpenRun[] {
  const parsed = parseWorkflowId(workflowId);
  if (parsed?.kind === 'migration' && parsed.dryRun) return [];
  return [{ workflowId, runId, phase: typedSearchAttributes.get(key.phase) ?? null }];
}

function sibling(run: WorkflowExecutionInfo): Sibling[] {
  const attributes = run.typedSearchAttributes;
  const named = { ...namedRun(run), migrationId: attributes.get(key.migration) ?? null };
  if (attributes.get(key.phase) === 'initiating') return [{ ...named, activity: 'initiating' }];
  return attributes.get(key.destination) === undefined ? [{ ...named, activity: 'cloning-unnamed' }] : [];
}

/** What one earlier run left behind; nothing where it is still open or went through. */
async function leftBehindBy(client: Client, listed: WorkflowExecutionInfo): Promise<LeftBehindClone[]> {
  const { workflowId, runId } = listed;
  // The list may be a second old; describing is exact.
  const run = await client.workflow.getHandle(workflowId, runId).describe();
  if (isOpen(run)) return [];
  const state = await finalState(client, workflowId, runId);
  if (state !== undefined) return leftBehindIn(state).map((clone) => ({ ...clone, runId }));

  // Terminated or timed out: no document, so the attributes decide.
  const attributes = run.typedSearchAttributes;
  const orphans = attributes.get(key.orphans) ?? [];
  const destination = attributes.get(key.destination);
  const migrationId = attributes.get(key.migration) ?? null;
  const named = [...new Set([...orphans, ...(destination === undefined ? [] : [destination])])];
  if (named.length === 0 && migrationId !== null) return [{ wabaId: null, migrationId, runId }];
  return named.map((wabaId) => ({ wabaId, migrationId: wabaId === destination ? migrationId : null, runId }));
}

/** The clones that a final state document shows as left behind: its orphans, and a clone that nothing moved to. */
export function leftBehindIn(state: RunState): Omit<LeftBehindClone, 'runId'>[] {
  if (state.phase === 'completed') return state.orphans.map(({ wabaId, migrationId }) => ({ wabaId, migrationId }));
  const left = state.orphans.map(({ wabaId, migrationId }) => ({ wabaId, migrationId }));
  const { destinationWabaId: wabaId, migrationId } = state;
  const listed = left.some((orphan) =>
    wabaId === null ? orphan.migrationId === migrationId : orphan.wabaId === wabaId,
  );
  if (listed || (wabaId === null && migrationId === null)) return left;
  return [...left, { wabaId, migrationId }];
}

/** The final state document of a closed run: its result, or the details of its failure; undefined where it has none. */
async function finalState(client: Client, workflowId: string, runId: string): Promise<RunState | undefined> {
  let document: unknown;
  try {
    document = await client.workflow.getHandle(workflowId, runId, { followRuns: false }).result();
  } catch (error) {
    // Terminated, timed out or cancelled runs close with another cause and carry no document.
    if (error instanceof WorkflowContinuedAsNewError) return undefined;
    if (!(error instanceof WorkflowFailedError)) throw error;
    document = error.cause instanceof ApplicationFailure ? error.cause.details?.[0] : undefined;
  }
  const parsed = runStateSchema.safeParse(document);
  return parsed.success ? parsed.data : undefined;
}
