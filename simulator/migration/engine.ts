import type { Waba } from '../account';
import { digitsOf } from '../account';
import type { Migration } from '../state';
import { newId } from '../state';
import type { World } from '../world';
import { copyAssets, copyLateTemplates, fundClone } from './cloning';

/** Statuses in which a migration has ended and another may be made of the same source. */
const ended = new Set<Migration['status']>(['COMPLETED', 'FAILED', 'REJECTED']);

export const isOpen = (migration: Migration): boolean => !ended.has(migration.status);

/** The status that Graph shows: while numbers move it is a switch of the source. */
export function shownStatus(world: World, migration: Migration): string {
  if (migration.status !== 'MOVING') return migration.status;
  return source(world, migration).behaviour.statusWhileMoving;
}

const wabaById = (world: World, id: string | null): Waba | undefined =>
  world.state.wabas.find((waba) => waba.id === id);

function source(world: World, migration: Migration): Waba {
  const waba = wabaById(world, migration.sourceWabaId);
  if (!waba) throw new Error(`migration ${migration.id} has no source WABA ${migration.sourceWabaId} in the state`);
  return waba;
}

/**
 * Lets the clock catch up: takes every step that is due, in the order of time. Called before each request, so that
 * nobody can see a state that is behind the clock.
 */
export function settle(world: World): void {
  const now = world.clock.nowMs();
  for (;;) {
    let next: Migration | undefined;
    for (const migration of world.state.migrations) {
      if (migration.nextMs === null || migration.nextMs > now) continue;
      if (next?.nextMs == null || migration.nextMs < next.nextMs) next = migration;
    }
    if (next?.nextMs == null) return;
    step(world, next, next.nextMs);
  }
}

function step(world: World, migration: Migration, atMs: number): void {
  const from = source(world, migration);
  const enter = (status: Migration['status'], pauseMs: number | null): void => {
    migration.status = status;
    migration.nextMs = pauseMs === null ? null : atMs + pauseMs;
  };
  switch (migration.status) {
    case 'INITIATED':
      if (migration.outcome === 'rejected') enter('REJECTED', null);
      else enter('ACCEPTED', from.behaviour.stepMs);
      return;
    case 'ACCEPTED':
      enter('IN_PROGRESS', from.behaviour.stepMs);
      return;
    case 'IN_PROGRESS': {
      if (migration.outcome === 'failed') return enter('FAILED', null);
      const clone = wabaById(world, migration.destinationWabaId);
      if (clone) {
        copyAssets(world.state, from, clone);
        fundClone(world.state, migration, from, clone, atMs);
      }
      return enter('READY_TO_COMPLETE', null);
    }
    case 'MOVING':
      moveNext(world, migration, from, atMs);
      return;
    default:
      migration.nextMs = null;
  }
}

/** Starts the move of the numbers after an accepted resume. */
export function startMoving(world: World, migration: Migration): void {
  const from = source(world, migration);
  const to = wabaById(world, migration.destinationWabaId);
  const plan = from.behaviour.resumes[from.resumes] ?? 'completed';
  from.resumes++;
  if (to && from.behaviour.templatesMadeWhileOpen === 'cloned') copyLateTemplates(world.state, from, to);
  migration.failAfter = plan === 'completed' ? null : Number(plan.slice('failed:'.length));
  migration.status = 'MOVING';
  migration.nextMs = world.clock.nowMs() + from.behaviour.moveMs;
}

function moveNext(world: World, migration: Migration, from: Waba, atMs: number): void {
  const to = wabaById(world, migration.destinationWabaId);
  const movable = from.numbers.filter((phone) => !phone.inReview);
  const [phone] = movable;
  const stops = migration.failAfter !== null && migration.movedDigits.length >= migration.failAfter;
  if (!to || !phone || stops) return endMove(migration, from);

  const sourceId = phone.id;
  from.numbers = from.numbers.filter((other) => other !== phone);
  if (from.behaviour.phoneIds === 'change') phone.id = newId(world.state, 'phone');
  phone.status = from.behaviour.phoneStatusAfterMove ?? phone.status;
  to.numbers.push(phone);
  migration.movedDigits.push(digitsOf(phone));
  const at = new Date(atMs).toISOString();
  world.journal.append({
    at,
    method: 'CLOCK',
    path: `/${migration.id}`,
    wabaId: from.id,
    migrationId: migration.id,
    tokenRef: null,
    status: null,
    fault: null,
    effect: {
      kind: 'numbers-moved',
      migrationId: migration.id,
      from: from.id,
      to: to.id,
      numbers: [{ digits: digitsOf(phone), sourceId, cloneId: phone.id }],
    },
  });
  if (movable.length === 1 && migration.failAfter === null) return endMove(migration, from);
  migration.nextMs = atMs + from.behaviour.moveMs;
}

function endMove(migration: Migration, from: Waba): void {
  migration.nextMs = null;
  if (migration.failAfter !== null) {
    migration.status = 'FAILED_TO_COMPLETE';
    return;
  }
  migration.status = from.numbers.length === 0 ? 'COMPLETED' : from.behaviour.endWithNumbersInReview;
  // Once the numbers are over, what is left of the source can no longer send.
  from.movedAway = migration.status === 'COMPLETED';
}
