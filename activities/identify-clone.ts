/** Finds out whether a migration that a person attached is this run's: the only guard between it and a sibling's. */
import type { Waba } from '../domain/account';
import { pauseAfter } from './cadence';
import { sameCurrency } from './clone-candidates';
import type { IdentifyCloneInput, IdentifyCloneResult } from './contract';
import { isGraphError } from './graph/errors';
import type { Attempt } from './guards';
import { readPart } from './parts';
import { readMigration, stillInProgress } from './polling';
import type { NamedRun } from './runs';

/** How far Meta's clock and Temporal's may be apart. */
const CLOCK_TOLERANCE_MS = 300_000;

/**
 * Says whether an attached migration is this run's. Reads only: running twice changes nothing; its retries wait until
 * Meta names the clone. A migration that another run holds is refused at once, before anything is read of it.
 */
export async function identifyClone(attempt: Attempt, input: IdentifyCloneInput): Promise<IdentifyCloneResult> {
  const { run, migrationId } = input;
  const holder = (await attempt.deps.runs.runsHoldingMigration(migrationId)).find(isAnother(attempt));
  if (holder !== undefined) return notOurs(`migration ${migrationId} is held by ${holder.workflowId}`);

  const node = await readMigrationIfThere(attempt, run.wabaId, migrationId);
  if (node === undefined) return notOurs(`Meta shows no migration ${migrationId} to this token`);
  const { status } = node;
  const destination = node.destination?.id;
  if (destination === undefined) {
    if (status === 'FAILED' || status === 'REJECTED') {
      return notOurs(`migration ${migrationId} ended as ${status} without a clone`);
    }
    throw notYet(attempt, status, null, 'clone not named yet');
  }
  if (destination === run.wabaId) return notOurs(`its clone ${destination} is the source itself`);
  const namer = (await attempt.deps.runs.runsNamingWaba(destination)).find(isAnother(attempt));
  if (namer !== undefined) return notOurs(`its clone ${destination} is known to ${namer.workflowId}`);

  const clone = await attempt.deps.graph.getWaba(attempt.read, destination);
  if (clone.currency === undefined) throw notYet(attempt, status, destination, 'currency of the clone not shown yet');
  const reason = (await ownerMismatch(attempt, clone, input)) ?? cloneMismatch(clone, clone.currency, input);
  return reason === undefined ? { kind: 'ours', destinationWabaId: destination, status } : notOurs(reason);
}

const isAnother = (attempt: Attempt) => (run: NamedRun) => run.runId !== attempt.runId;

function notOurs(reason: string): IdentifyCloneResult {
  return { kind: 'not-ours', reason };
}

function notYet(attempt: Attempt, status: string, destinationWabaId: string | null, note: string): Error {
  const pauseMs = pauseAfter(attempt.ageMs, attempt.deps.poll);
  return stillInProgress(attempt, { status, destinationWabaId }, pauseMs, note);
}

/** The migration; undefined where Meta says that it is missing or not ours to see (code 100, subcode 33). */
async function readMigrationIfThere(attempt: Attempt, wabaId: string, migrationId: string) {
  try {
    return await readMigration(attempt, wabaId, migrationId);
  } catch (error) {
    if (isGraphError(error) && error.kind === 'missing-or-forbidden') return undefined;
    throw error;
  }
}

/** Why the clone's owner is not the source's; an owner that nothing shows counts as another one. */
async function ownerMismatch(
  attempt: Attempt,
  clone: Waba,
  { ownerBusinessId }: IdentifyCloneInput,
): Promise<string | undefined> {
  if (ownerBusinessId === null) return 'the owner of the source is not known, so nothing shows that they are the same';
  if (clone.ownerBusinessId === ownerBusinessId) return undefined;
  if (clone.ownerBusinessId !== undefined) {
    return `its clone ${clone.id} belongs to business ${clone.ownerBusinessId}, the source to ${ownerBusinessId}`;
  }
  const owned = await readPart(() => attempt.deps.graph.listOwnedWabas(attempt.read, ownerBusinessId));
  if (owned.ok && owned.value.some(({ id }) => id === clone.id)) return undefined;
  return `nothing shows that business ${ownerBusinessId} owns its clone ${clone.id}`;
}

function cloneMismatch(clone: Waba, currency: string, input: IdentifyCloneInput): string | undefined {
  if (!sameCurrency(currency, input.targetCurrency)) {
    return `its clone ${clone.id} is billed in ${currency}, this run moves to ${input.targetCurrency}`;
  }
  const createdMs = timeOf(clone.creationTime);
  if (createdMs !== undefined && createdMs < Date.parse(input.intentAt) - CLOCK_TOLERANCE_MS) {
    const created = new Date(createdMs).toISOString();
    return `its clone ${clone.id} was made at ${created}, before this run first asked for one (${input.intentAt})`;
  }
  return undefined;
}

/** Meta's time in milliseconds: Unix seconds or ISO, as it came; undefined where neither. */
function timeOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const ms = /^\d+$/.test(text) ? Number(text) * 1_000 : Date.parse(text);
  return Number.isNaN(ms) ? undefined : ms;
}
