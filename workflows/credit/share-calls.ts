/** One call of a share: sent once, its lost answer decided by reading before anything is sent again. */
import type { ShareCall } from '../../activities/credit/contract';
import { formatMs } from '../../domain/durations';
import { reading, throwIfInterrupted, waitToSend } from '../runs/interruptible';
import { known } from '../runs/known';
import { once } from '../runs/once';
import { sentence } from '../runs/sentence';
import { learnFromAnswer, learnFromReading, mayStay, type Effect } from './effects';
import { settle } from './looks';
import { moveTo, type Move } from './moves';
import { tellParent } from './parent';
import { SHARE_SUMMARIES, writeShare } from './proxies';
import type { ShareRun } from './share-run';

/** The first call, and one more where reading shows that the first did not happen. */
const MAX_LOST = 2;

const VERBS = ['retry-verification', 'accept-as-is', 'cancel'] as const;
const HELP =
  'retry-verification reads again; accept-as-is ends this run as completed and lists what is left; cancel takes back what this run provably made.';

type Stopped = Move<'needs-operator' | 'compensating' | 'refused'>;

/** Makes a call of a share. Returns null once its effect is there, else where the run goes. */
export async function makeCall(run: ShareRun, effect: Effect): Promise<Stopped | null> {
  const { call } = effect;
  const { wabaId, currency } = run.input;
  const facts = known(run.facts);
  for (;;) {
    if (effect.state === 'lost') {
      const stopped = await decideLost(run, effect);
      if (stopped !== null || effect.over) return stopped;
    }
    throwIfInterrupted(run);
    const answer = await once(() =>
      writeShare.executeWithOptions({ summary: SHARE_SUMMARIES[call] }, [
        { run: known(run.ref), call, wabaId, currency, facts },
      ]),
    );
    switch (answer.kind) {
      case 'done':
      case 'not-needed':
        learnFromAnswer(effect, answer, facts);
        await tellParent(run.businessId, effect);
        run.note(
          answer.kind === 'done' ? `${SAID[call]}${named(effect)}.` : `${SAID[call]} before this run came to it.`,
        );
        return null;
      case 'not-sent-yet':
        await waitToSend(run, answer);
        continue;
      case 'refused':
        run.noteTrace(answer.details.fbtraceId);
        if (effect.timesLost > 0 && (await happenedAfterAll(run, effect))) return null;
        return answer.sent
          ? refused(run, `Meta refused to ${DOES[call]}: ${sentence(answer.message)}`)
          : notSent(run, `Nothing was sent to ${DOES[call]}: ${sentence(answer.message)}`);
      case 'unknown':
        effect.state = 'lost';
        effect.timesLost += 1;
        run.note(`Whether Meta did ${DOES[call]} is not known, for its answer was lost (${answer.message}).`);
    }
  }
}

/** Reads whether a call whose answer was lost happened. Returns where the run goes where reading cannot decide. */
async function decideLost(run: ShareRun, effect: Effect): Promise<Stopped | null> {
  const settled = await reading(run, () => settle(run, effect));
  const notSeen = `It was not seen within ${formatMs(run.policyMs('settleFor'))}.`;
  switch (settled.kind) {
    case 'happened':
      learnFromReading(effect, settled, known(run.facts));
      run.note(`Reading shows that it happened${named(effect)}: ${sentence(settled.text)}`);
      return null;
    case 'did-not-happen':
      if (effect.timesLost >= MAX_LOST) break;
      learnFromReading(effect, settled, known(run.facts));
      run.note(`${notSeen} The call is made once more.`);
      return null;
    case 'undecidable':
      break;
  }
  const what = `The answer to ${DOES[effect.call]} was lost${effect.timesLost > 1 ? ` ${effect.timesLost} times` : ''}.`;
  const found = settled.kind === 'undecidable' ? `Reading cannot decide: ${sentence(settled.text)}` : notSeen;
  return run.stopFor({ sentence: `${what} ${found} ${HELP}`, verbs: VERBS, retry: 'writing' });
}

/**
 * Meta may refuse a call because the one before it, whose answer was lost and which reading did not show in time, did
 * happen: so it is looked at once more before the refusal is believed.
 */
async function happenedAfterAll(run: ShareRun, effect: Effect): Promise<boolean> {
  const settled = await reading(run, () => settle(run, effect));
  if (settled.kind === 'undecidable') effect.state = 'lost';
  if (settled.kind !== 'happened') return false;
  learnFromReading(effect, settled, known(run.facts));
  run.note(`Reading shows that the call before did happen${named(effect)}: ${sentence(settled.text)}`);
  return true;
}

/** An explicit refusal: what this run made, or may have made, is taken back; where that is nothing, it ends. */
function refused(run: ShareRun, cause: string): Stopped {
  return run.effects.some(mayStay) ? run.compensate(cause) : moveTo('refused', cause);
}

/** Stopped before the call went out: Meta has refused no write, so what was made stays until a person decides. */
function notSent(run: ShareRun, cause: string): Stopped {
  if (!run.effects.some(mayStay)) return moveTo('refused', cause);
  return run.stopFor({ sentence: `${cause} ${HELP}`, verbs: VERBS, retry: 'writing' });
}

const named = ({ thing, id }: Effect): string => (thing === 'system-user' || id === null ? '' : ` (allocation ${id})`);

const DOES: Record<ShareCall, string> = {
  'assign-system-user': 'assign our system user to the account',
  share: 'share the line with the business',
  attach: 'attach the line to the account',
  'share-and-attach': 'share the line and attach it to the account',
};

const SAID: Record<ShareCall, string> = {
  'assign-system-user': 'Our system user was assigned to the account',
  share: 'The line was shared with the business',
  attach: 'The line was attached to the account',
  'share-and-attach': 'The line was shared and attached to the account',
};
