import { badParameter, missingOrForbidden } from '../errors';
import type { GraphAnswer, GraphCall } from '../graph-call';
import { mayReach, requireScope } from '../graph-call';
import type { JsonObject } from '../json';
import type { Migration } from '../state';
import { findMigration, findWaba } from '../world';
import { shownStatus, startMoving } from './engine';

function requireMigration(call: GraphCall, id: string): Migration {
  requireScope(call, 'whatsapp_business_management');
  const migration = findMigration(call.world, id);
  const source = migration && findWaba(call.world, migration.sourceWabaId);
  if (!migration || !source || !mayReach(call, source)) throw missingOrForbidden(call.method, id);
  return migration;
}

function describe(call: GraphCall, migration: Migration): JsonObject {
  const answer: JsonObject = { status: shownStatus(call.world, migration) };
  const source = findWaba(call.world, migration.sourceWabaId);
  const clone = migration.destinationWabaId === null ? undefined : findWaba(call.world, migration.destinationWabaId);
  const shownFromMs = migration.createdMs + (source?.behaviour.destinationAfterMs ?? 0);
  // A migration that is past cloning always shows its clone; before that it may come late.
  const late = migration.nextMs !== null && migration.status !== 'MOVING' && call.world.clock.nowMs() < shownFromMs;
  if (clone && !late) {
    answer['destination_waba'] = {
      id: clone.id,
      name: clone.name,
      currency: clone.currency,
      timezone_id: clone.timezoneId,
      message_template_namespace: clone.namespace,
    };
  }
  answer['id'] = migration.id;
  return answer;
}

/** `GET /{migration}`: status and, once it shows, the clone. It takes no parameters and counts nothing. */
export function readMigration(call: GraphCall, id: string): GraphAnswer {
  const migration = requireMigration(call, id);
  return { body: describe(call, migration), shown: shownStatus(call.world, migration) };
}

/** `POST /{migration}/resume_migration`: moves the numbers. Irreversible. */
export function resume(call: GraphCall, id: string): GraphAnswer {
  requireScope(call, 'whatsapp_business_messaging');
  const migration = requireMigration(call, id);
  const statusBefore = shownStatus(call.world, migration);
  const repeat = migration.status === 'MOVING' || migration.status === 'COMPLETED';
  const source = findWaba(call.world, migration.sourceWabaId);
  if (repeat && source?.behaviour.resumeTwice === 'accepted') {
    // Taken without complaint and without any further effect on the numbers.
  } else if (migration.status === 'READY_TO_COMPLETE' || migration.status === 'FAILED_TO_COMPLETE') {
    startMoving(call.world, migration);
  } else {
    throw badParameter(`The migration cannot be resumed from status ${statusBefore}`);
  }
  return {
    body: describe(call, migration),
    shown: shownStatus(call.world, migration),
    effect: { kind: 'resume-accepted', migrationId: id, statusBefore },
  };
}
