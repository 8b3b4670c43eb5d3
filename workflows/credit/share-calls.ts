/** One call of a share: sent once, its lost answer decided by reading before anything is sent again. */
import type { Refused } from '../../activities/contract';
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
        if (effect.timesLost === 0) return refused(run, call, answer);
        // The call whose answer was lost may have happened after all, which is a reason to refuse another.
        effect.state = 'lost';
        effect.repeatRefused = answer;
        continue;
      case 'unknown':
        effect.state = 'lost';
        effect.timesLost += 1;
        effect.repeatRefused = null;
        run.note(`Whether Meta did ${DOES[call]} is not known, for its answer was lost (${answer.message}).`);
    }
  }
}

/** Reads whether a call whose answer was lost happened. Returns where the run goes where reading cannot decide. */
async function decideLost(run: ShareRun, effect: Effect): Promise<Stopped | null> {
  const settled = await reading(run, () => settle(run, effect));
  const notSeen = `It was not seen within ${formatMs(run.patienceMs('settleFor'))}.`;
  switch (settled.kind) {
    case 'happened':
      learnFromReading(effect, settled, known(run.facts));
      run.note(`Reading shows that it happened${named(effect)}: ${sentence(settled.text)}`);
      return null;
    case 'did-not-happen':
      if (effect.repeatRefused !== null) {
        learnFromReading(effect, settled, known(run.facts));
        return refused(run, effect.call, effect.repeatRefused);
      }
      if (effect.timesLost >= MAX_LOST) break;
      learnFromReading(effect, settled, known(run.facts));
      run.note(`${notSeen} The call is made once more.`);
      return null;
    case 'undecidable':
      break;
  }
  const what = `The answer to ${DOES[effect.call]} was lost${effect.timesLost > 1 ? ` ${effect.timesLost} times` : ''}.`;
  const repeat = effect.repeatRefused ? ` ${whyStopped(effect.call, effect.repeatRefused)}` : '';
  const found = settled.kind === 'undecidable' ? `Reading cannot decide: ${sentence(settled.text)}` : notSeen;
  return run.stopFor({ sentence: `${what}${repeat} ${found} ${HELP}`, verbs: VERBS, retry: 'writing' });
}

/**
 * An explicit refusal of Meta's: what this run made is taken back; where that is nothing, it ends. Where the call was
 * stopped before it went out, Meta has refused no write, so what was made stays until a person decides.
 */
function refused(run: ShareRun, call: ShareCall, refusal: Refused): Stopped {
  const cause = whyStopped(call, refusal);
  if (!run.effects.some(mayStay)) return moveTo('refused', cause);
  if (refusal.sent) return run.compensate(cause);
  return run.stopFor({ sentence: `${cause} ${HELP}`, verbs: VERBS, retry: 'writing' });
}

const whyStopped = (call: ShareCall, { sent, message }: Refused): string =>
  `${sent ? 'Meta refused to' : 'Nothing was sent to'} ${DOES[call]}: ${sentence(message)}`;

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
