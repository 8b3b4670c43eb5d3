/** Finds out whether a migration that a person attached is this run's: the only guard between it and a sibling's. */
import type { MigrationNode, Waba } from '../../domain/account';
import { isListedStatus } from '../../domain/migration-status';
import { pauseAfter } from '../cadence';
import { sameCurrency } from '../account/clone-candidates';
import type { IdentifyCloneInput, IdentifyCloneResult } from '../contract';
import type { Attempt } from '../guards';
import { readPart } from '../account/parts';
import { readMigration, stillInProgress } from './polling';
import type { NamedRun } from '../runs';

/** How far Meta's clock and Temporal's may be apart. */
const CLOCK_TOLERANCE_MS = 300_000;
/** For so long the clone may be unnamed or unreadable. The attachment can be repeated, so nobody waits for days. */
const PATIENCE_MS = 3_600_000;
/** So many looks may show neither a clone nor a status that Meta's page lists, before the id is taken for another node's. */
const ODD_LOOKS = 3;
/** Visibility lags by about a second: two runs that are given one migration at once see each other after this. */
const SECOND_LOOK_MS = 2_000;

/**
 * Says whether an attached migration is this run's. Reads only: running twice changes nothing; its retries wait until
 * Meta names the clone. A migration that another run holds is refused at once, before anything is read of it; that none
 * holds it is believed at the second look. What Meta refuses to show is not ours.
 */
export async function identifyClone(attempt: Attempt, input: IdentifyCloneInput): Promise<IdentifyCloneResult> {
  const { run, migrationId } = input;
  const holder = (await attempt.deps.runs.runsHoldingMigration(migrationId)).find(isAnother(attempt));
  if (holder !== undefined) return notOurs(`migration ${migrationId} is held by ${holder.workflowId}`);

  const node = await readPart(() => readMigration(attempt, run.wabaId, migrationId));
  if (!node.ok) return notOurs(`Meta shows no migration ${migrationId} to this token (${node.why})`);
  const { status } = node.value;
  const destination = node.value.destination?.id;
  if (destination === undefined) return unnamed(attempt, node.value);
  if (destination === run.wabaId) return notOurs(`its clone ${destination} is the source itself`);
  const namer = (await attempt.deps.runs.runsNamingWaba(destination)).find(isAnother(attempt));
  if (namer !== undefined) return notOurs(`its clone ${destination} is known to ${namer.workflowId}`);

  const clone = await readPart(() => attempt.deps.graph.getWaba(attempt.read, destination));
  if (!clone.ok) return later(attempt, node.value, `its clone ${destination} cannot be read (${clone.why})`);
  const { currency } = clone.value;
  if (currency === undefined)
    return later(attempt, node.value, `the currency of its clone ${destination} is not shown`);
  const reason = cloneMismatch(currency, clone.value, input) ?? (await foreignOrOld(attempt, clone.value, input));
  if (reason !== undefined) return notOurs(reason);
  if (attempt.number === 1) {
    throw stillInProgress(attempt, seen(node.value), SECOND_LOOK_MS, 'looking again whether another run holds it');
  }
  return { kind: 'ours', destinationWabaId: destination, status };
}

const isAnother = (attempt: Attempt) => (run: NamedRun) => run.runId !== attempt.runId;

function notOurs(reason: string): IdentifyCloneResult {
  return { kind: 'not-ours', reason };
}

const seen = ({ status, destination }: MigrationNode) => ({ status, destinationWabaId: destination?.id ?? null });

/** What a migration is whose clone Meta does not name: one that made none, no migration at all, or one that needs time. */
function unnamed(attempt: Attempt, node: MigrationNode): IdentifyCloneResult {
  const { id, status } = node;
  if (status === 'FAILED' || status === 'REJECTED')
    return notOurs(`migration ${id} ended as ${status} without a clone`);
  // Other things have a status too, a phone number for one.
  if (!isListedStatus(status) && attempt.number > ODD_LOOKS) {
    return notOurs(`${id} is no migration: its status is ${status}, and Meta shows no clone of it`);
  }
  return later(attempt, node, 'Meta has not named its clone');
}

/** Looks again later, for an hour; then it counts as not ours for that reason. */
function later(attempt: Attempt, node: MigrationNode, reason: string): IdentifyCloneResult {
  const leftMs = PATIENCE_MS - attempt.ageMs;
  if (leftMs <= 0) {
    return notOurs(
      `${reason}, an hour after it was attached (status ${node.status}); attach it again once that has changed`,
    );
  }
  const pauseMs = Math.min(pauseAfter(attempt.ageMs, attempt.deps.poll), leftMs);
  throw stillInProgress(attempt, seen(node), pauseMs, reason);
}

function cloneMismatch(currency: string, { id }: Waba, { targetCurrency }: IdentifyCloneInput): string | undefined {
  if (sameCurrency(currency, targetCurrency)) return undefined;
  return `its clone ${id} is billed in ${currency}, this run moves to ${targetCurrency}`;
}

/** Why the clone is another owner's or older than this run's intent; what nothing shows is never taken for equal. */
async function foreignOrOld(
  attempt: Attempt,
  clone: Waba,
  { ownerBusinessId, intentAt }: IdentifyCloneInput,
): Promise<string | undefined> {
  if (ownerBusinessId === null) return 'the owner of the source is not known, so nothing shows that they are the same';
  if (clone.ownerBusinessId !== undefined && clone.ownerBusinessId !== ownerBusinessId) {
    return `its clone ${clone.id} belongs to business ${clone.ownerBusinessId}, the source to ${ownerBusinessId}`;
  }
  const listed = await inListOf(attempt, ownerBusinessId, clone);
  if (clone.ownerBusinessId === undefined && listed === undefined) {
    return `nothing shows that business ${ownerBusinessId} owns its clone ${clone.id}`;
  }
  const createdMs = timeOf(clone.creationTime ?? listed?.creationTime);
  if (createdMs === undefined) {
    return `Meta does not show when its clone ${clone.id} was made, so nothing shows that this run asked for it`;
  }
  if (createdMs >= Date.parse(intentAt) - CLOCK_TOLERANCE_MS) return undefined;
  const created = new Date(createdMs).toISOString();
  return `its clone ${clone.id} was made at ${created}, before this run first asked for one (${intentAt})`;
}

/** The clone as the owner's list of accounts shows it, which is asked only for what the clone itself does not show. */
async function inListOf(attempt: Attempt, ownerBusinessId: string, clone: Waba): Promise<Waba | undefined> {
  if (clone.ownerBusinessId !== undefined && clone.creationTime !== undefined) return undefined;
  const owned = await readPart(() => attempt.deps.graph.listOwnedWabas(attempt.read, ownerBusinessId));
  return owned.ok ? owned.value.find(({ id }) => id === clone.id) : undefined;
}

/** Meta's time in milliseconds: Unix seconds or ISO, as it came; undefined where neither. */
function timeOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const ms = /^\d+$/.test(text) ? Number(text) * 1_000 : Date.parse(text);
  return Number.isNaN(ms) ? undefined : ms;
}
