/**
 * Taking back what a share made, in reverse order, and nothing else: what no answer proves to be this run's own is left
 * to a person. Nothing interrupts it; where it cannot go on it asks.
 */
import type { ConfirmDeletedResult } from '../../activities/credit/contract';
import { waitToSend } from '../runs/interruptible';
import { known } from '../runs/known';
import { once } from '../runs/once';
import { sentence } from '../runs/sentence';
import { learnFromReading, mayStay, type Effect } from './effects';
import { confirmGone, settle } from './looks';
import { moveTo, type After } from './moves';
import { undoShare } from './proxies';
import type { ShareRun } from './share-run';

/** The first DELETE, and one more where reading shows that the first did not happen. */
const MAX_LOST = 2;

const VERBS = ['retry-compensation', 'accept-as-is'] as const;
const HELP = 'retry-compensation tries it again; accept-as-is ends this run as completed and lists what is left.';

/** Why something could not be taken back; null where it is gone. */
type Obstacle = string | null;

/** Takes back, last made first, everything that this run provably made. */
export async function compensating(run: ShareRun): After<'compensating'> {
  for (const effect of [...run.effects].reverse()) {
    const obstacle = await takeBack(run, effect);
    if (obstacle !== null) {
      return run.stopFor({ sentence: `${obstacle} ${HELP}`, verbs: VERBS, retry: 'compensating' });
    }
  }
  const { cause, by } = known(run.undoing);
  const undone = run.result().undone.map(({ kind, id }) => `${kind} ${id}`);
  const end = undone.length > 0 ? `Taken back: ${undone.join(', ')}.` : 'There was nothing to take back.';
  return moveTo('compensated', `${cause} ${end}`, by);
}

async function takeBack(run: ShareRun, effect: Effect): Promise<Obstacle> {
  if (effect.thing === 'attachment') return await detach(run, effect);
  if (effect.state === 'lost' || effect.state === 'seen') return await lookAgain(run, effect);
  return effect.state === 'made' ? await undo(run, effect) : null;
}

/** Nothing takes an attachment back but the end of the allocation that pays. */
async function detach(run: ShareRun, effect: Effect): Promise<Obstacle> {
  const goesWithIt = run.effects.some(
    ({ thing, state }) => thing === 'allocation' && (state === 'made' || state === 'undone'),
  );
  return !mayStay(effect) || goesWithIt ? null : await lookAgain(run, effect);
}

/** Looks whether something is there that no answer proves to be this run's own: such a thing is never taken back. */
async function lookAgain(run: ShareRun, effect: Effect): Promise<Obstacle> {
  const unread = await isStillThere(run, effect);
  if (unread !== null) return `Whether ${nameOf(run, effect)} is there cannot be read: ${sentence(unread)}`;
  if (!mayStay(effect)) return null;
  return effect.thing === 'attachment'
    ? `${nameOf(run, effect)} stays: this run did not provably make the allocation, and only a revoke of the business takes an account off it.`
    : `${nameOf(run, effect)} is there, but no answer proves that this run made it, so it is not taken back.`;
}

/**
 * Brings an effect up to what is there now; returns why where that cannot be read. What an answer or a look has shown is
 * not disproved by not seeing it again: funding shows late, lists lag. Only a record that reads `DELETED` is gone.
 */
async function isStillThere(run: ShareRun, effect: Effect): Promise<string | null> {
  if (effect.state !== 'lost' && effect.thing !== 'system-user' && effect.id !== null) {
    const { kind } = await confirmGone(run, effect.id, 0);
    if (kind === 'deleted') effect.state = 'nothing';
    return null;
  }
  const settled = await settle(run, effect);
  if (settled.kind === 'undecidable') return effect.state === 'lost' ? settled.text : null;
  const isGone = effect.state === 'lost' || effect.thing === 'system-user';
  if (settled.kind === 'happened' || isGone) learnFromReading(effect, settled, known(run.facts));
  return null;
}

/** Takes back what this run made; a lost answer is decided by reading. */
async function undo(run: ShareRun, effect: Effect): Promise<Obstacle> {
  const name = nameOf(run, effect);
  const asked = {
    run: known(run.ref),
    thing: effect.thing === 'system-user' ? ('system-user' as const) : ('allocation' as const),
    id: known(effect.id),
    lineId: known(run.lineId),
    wabaId: run.input.wabaId,
  };
  for (let lost = 0; ;) {
    const answer = await once(() => undoShare.executeWithOptions({ summary: `Take back ${name}` }, [asked]));
    switch (answer.kind) {
      case 'undone':
        if (effect.thing === 'system-user') return isUndone(run, effect);
        return decided(run, effect, await remains(run, effect, run.patienceMs('verifyFor')));
      case 'in-use':
        return `${name} is not taken back: ${sentence(answer.text)}`;
      case 'not-sent-yet':
        await waitToSend(run, answer);
        continue;
      case 'refused':
        run.noteTrace(answer.details.fbtraceId);
        return `${answer.sent ? `Meta refused to take back ${name}` : `${name} was not taken back`}: ${sentence(answer.message)}`;
      case 'unknown': {
        lost += 1;
        run.note(`Whether ${name} was taken back is not known, for the answer was lost (${answer.message}).`);
        const seen = await remains(run, effect, run.patienceMs('settleFor'));
        if (seen.kind !== 'still-there' || lost >= MAX_LOST) return decided(run, effect, seen);
      }
    }
  }
}

/** Whether a thing of this run is still at Meta. */
async function remains(run: ShareRun, effect: Effect, patienceMs: number): Promise<ConfirmDeletedResult> {
  if (effect.thing === 'allocation') return await confirmGone(run, known(effect.id), patienceMs);
  const { kind, text } = await settle(run, effect);
  return { kind: kind === 'happened' ? 'still-there' : kind === 'did-not-happen' ? 'deleted' : 'unreadable', text };
}

function decided(run: ShareRun, effect: Effect, seen: ConfirmDeletedResult): Obstacle {
  return seen.kind === 'deleted'
    ? isUndone(run, effect)
    : `${nameOf(run, effect)} was not seen to go: ${sentence(seen.text)}`;
}

function isUndone(run: ShareRun, effect: Effect): null {
  effect.state = 'undone';
  run.note(`${nameOf(run, effect)} was taken back.`);
  return null;
}

function nameOf({ input: { wabaId } }: ShareRun, { thing, id }: Effect): string {
  switch (thing) {
    case 'allocation':
      return `Allocation ${id ?? '(of unknown id)'}`;
    case 'attachment':
      return `The attachment of account ${wabaId} to allocation ${id ?? '(of unknown id)'}`;
    case 'system-user':
      return `System user ${id ?? '(of unknown id)'} on account ${wabaId}`;
  }
}
