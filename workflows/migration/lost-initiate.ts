/** After an initiate whose answer was lost: reading looks for the clone, and a person decides whose it is. */
import { ActivityFailure } from '@temporalio/workflow';
import type { FindCandidatesInput } from '../../activities/contract';
import { reading } from '../runs/interruptible';
import { known } from '../runs/known';
import { failureMessageOf } from '../runs/once';
import { findCandidates, identifyClone } from './proxies';
import type { MigrationRun } from './run';

/** What to look for: accounts of the owner that no run accounts for. */
export function candidatesAsked(run: MigrationRun): FindCandidatesInput {
  return {
    run: run.ref,
    targetCurrency: run.input.targetCurrency,
    ownerBusinessId: run.source?.ownerBusinessId ?? null,
    acceptedOrphans: run.knownClones(),
  };
}

/** A clone may exist whose migration id nobody can look up: names the candidates and asks. */
export async function askAboutLostInitiate(run: MigrationRun, message: string): Promise<'needs-operator'> {
  const { listed, candidates } = await reading(run, () => findCandidates(candidatesAsked(run)));
  const ids = candidates.map((candidate) => candidate.wabaId);
  const seen = !listed
    ? "The owner's accounts cannot be listed: look in Business Manager."
    : ids.length > 0
      ? `It may have made ${ids.join(', ')}.`
      : 'No clone was found so far.';
  const sentence = [
    message,
    seen,
    'attach --migration-id goes on with its migration, where Meta tells the id;',
    'retry with --accept-orphan for each such clone (or none) initiates again;',
    'abandon ends the run.',
  ].join(' ');
  return run.stopFor(sentence, 'initiate', ids);
}

/**
 * Looks whose an attached migration is; null where it is this run's. It stays provisional, and nothing of it is used,
 * until it is seen to be ours.
 */
export async function checkAttached(run: MigrationRun): Promise<'needs-operator' | null> {
  const migrationId = known(run.migrationId);
  const asked = {
    run: run.ref,
    migrationId,
    targetCurrency: run.input.targetCurrency,
    ownerBusinessId: run.source?.ownerBusinessId ?? null,
    intentAt: known(run.intentAt),
  };
  const deadline = { scheduleToCloseTimeout: run.policyMs('migrationDeadline') };
  const seen = await reading(run, () => identifyClone.executeWithOptions(deadline, [asked])).catch((error: unknown) => {
    // An id that cannot be looked up is no reason to keep it: a person may have mistyped it.
    if (error instanceof ActivityFailure) return { kind: 'not-ours' as const, reason: failureMessageOf(error) };
    throw error;
  });
  if (seen.kind === 'ours') {
    run.destinationWabaId = seen.destinationWabaId;
    run.attached = 'seen';
    run.unansweredInitiate = null;
    return null;
  }
  run.forgetMigration();
  return askAboutLostInitiate(run, `Migration ${migrationId} is not this run's: ${seen.reason.replace(/\.?$/, '.')}`);
}
