/**
 * An example for services that are on Temporal themselves: activities that start a migration and look where it stands,
 * for a workflow of the service's own. The migration runs in its own namespace and outlives the workflow that asked.
 *
 * In a project of its own it imports from 'waba-migrations'.
 */
import { ApplicationFailure } from '@temporalio/common';
import {
  hasEnded,
  isConflict,
  isIdempotencyKeyReused,
  isInvalidInput,
  isNotFound,
  type StartInput,
  type StartResult,
  type StateDocument,
  type WabaMigrations,
} from '../client';

/** How long until the next look, in milliseconds: a move takes minutes to days. */
const LOOK_AGAIN_MS = 60_000;

/** Makes the activities from a client of migrations, either one: `createWabaMigrations`, `createHttpWabaMigrations`. */
export function createMigrationActivities(migrations: WabaMigrations, { lookAgainMs = LOOK_AGAIN_MS } = {}) {
  return {
    /**
     * Starts a migration. Twice is once: the same start again, by a retry or by another worker, answers with the run that
     * is there. So it may be retried without end.
     */
    async startMigration(input: StartInput): Promise<StartResult> {
      return tried(() => migrations.start(input));
    },

    /**
     * The state of a migration once it has ended or a person is needed; until then it fails and is retried. So a wait of
     * days holds no activity slot and grows no history: give it a long scheduleToClose and no limit of attempts.
     */
    async awaitMigration(wabaId: string): Promise<StateDocument> {
      const state = await tried(() => migrations.get(wabaId));
      if (hasEnded(state) || state.needsOperator) return state;
      throw ApplicationFailure.create({
        type: 'StillMoving',
        message: `the migration of WABA ${wabaId} is ${state.phase}`,
        nextRetryDelay: lookAgainMs,
      });
    },
  };
}

/** What asking again cannot mend ends the activity; Temporal away, or no worker of the migrations, is only waited for. */
async function tried<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (isInvalidInput(error) || isConflict(error) || isIdempotencyKeyReused(error) || isNotFound(error)) {
      throw ApplicationFailure.create({ type: error.name, message: error.message, nonRetryable: true, cause: error });
    }
    throw error;
  }
}
