/** After an initiate whose answer was lost: reading looks for the clone, and a person decides whose it is. */
import type { After } from './phase-steps';
import { findCandidates, identifyClone } from './proxies';
import { known } from './known';
import type { MigrationRun } from './run';

/** A clone may exist whose migration id nobody can look up: names the candidates and asks. */
export async function askAboutLostInitiate(run: MigrationRun, message: string): After<'initiating'> {
  const found = await run.reading(() =>
    findCandidates({
      run: run.ref,
      targetCurrency: run.input.targetCurrency,
      ownerBusinessId: run.source?.ownerBusinessId ?? null,
      acceptedOrphans: run.knownClones(),
    }),
  );
  const ids = found.candidates.map((candidate) => candidate.wabaId);
  const seen = !found.listed
    ? "The owner's accounts cannot be listed: look in Business Manager."
    : ids.length > 0
      ? `It may have made ${ids.join(', ')}.`
      : 'No clone was found so far.';
  const sentence = [
    `The answer of initiate was lost (${message}).`,
    seen,
    'attach --migration-id goes on with its migration, where Meta tells the id;',
    'retry with --accept-orphan for each such clone (or none) initiates again;',
    'abandon ends the run.',
  ].join(' ');
  return run.stopFor(sentence, 'initiate', ids);
}

/** Looks whose an attached migration is. Returns null where it is this run's, else the sentence why not. */
export async function refuteAttached(run: MigrationRun): Promise<string | null> {
  const migrationId = known(run.migrationId);
  const seen = await run.reading(() =>
    identifyClone.executeWithOptions({ scheduleToCloseTimeout: run.policyMs('migrationDeadline') }, [
      {
        run: run.ref,
        migrationId,
        targetCurrency: run.input.targetCurrency,
        ownerBusinessId: run.source?.ownerBusinessId ?? null,
        intentAt: known(run.intentAt),
      },
    ]),
  );
  if (seen.kind === 'ours') {
    run.destinationWabaId = seen.destinationWabaId;
    run.attached = 'seen';
    return null;
  }
  run.migrationId = null;
  run.attached = null;
  return `Migration ${migrationId} is not this run's: ${seen.reason} attach names the right one; retry with --accept-orphan initiates again; abandon ends the run.`;
}
