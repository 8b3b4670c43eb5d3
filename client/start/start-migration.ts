/** Starts a migration: the workflow id is the account's. */
import { migrationWorkflowId, WORKFLOW_TYPES } from '../../domain/ids';
import type { MigrationInput } from '../../domain/input';
import { showCommand } from '../run-names';
import type { Calls } from '../temporal/calls';
import { inputDigest } from './input-digest';
import { startRun, type OtherRun, type RunToStart, type StartedRun, type StartOptions } from './start-run';

/** The run that a start led to. `started` is false where it was there already, asking for the same. */
export interface StartResult extends StartedRun {
  readonly wabaId: string;
}

/**
 * Starts a run for a filled input, or answers with the one that is there and asks for the same.
 * Throws `Conflict` where a run of this account asks for something else.
 */
export async function startMigration(calls: Calls, input: MigrationInput, options: StartOptions): Promise<StartResult> {
  const { workflowId, runId, started } = await startRun(calls, migrationToStart(input), options);
  return { workflowId, runId, wabaId: input.wabaId, started };
}

function migrationToStart(input: MigrationInput): RunToStart {
  const { wabaId, targetCurrency, businessId, dryRun } = input;
  return {
    workflowType: WORKFLOW_TYPES.migrateWaba,
    workflowId: migrationWorkflowId(wabaId, { dryRun }),
    reuse: dryRun ? 'ALLOW_DUPLICATE' : 'ALLOW_DUPLICATE_FAILED_ONLY',
    input,
    digest: inputDigest(input),
    foundBy: { phase: 'assessing', wabaId, targetCurrency, businessId },
    summary: `${dryRun ? 'Dry run: ' : ''}${targetCurrency} for WABA ${wabaId}`,
    details: [
      ['WABA', wabaId],
      ['Target currency', targetCurrency],
      ['Line of credit', input.extendedCreditId ?? 'none: billed as the source is'],
      ['Business', businessId ?? 'not checked'],
      ['Approval', input.approval],
      ['Started by', input.startedBy],
    ],
    conflict: (other) => conflict(input, other),
  };
}

function conflict({ wabaId, dryRun }: MigrationInput, other: OtherRun): { message: string; fix: string } {
  const what = `${other.name} (to ${other.targetCurrency ?? 'an unknown currency'}, ${other.where})`;
  const look = `Look at it with: ${showCommand(migrationWorkflowId(wabaId, { dryRun }))}`;
  return other.open
    ? {
        message: `WABA ${wabaId} is held by another run with other input: ${what}`,
        fix: `${look}. Wait for its end or abandon it, then start again.`,
      }
    : {
        message: `WABA ${wabaId} was migrated already by a run with other input: ${what}`,
        fix: `${look}. Its clone is a WABA with an id of its own.`,
      };
}
