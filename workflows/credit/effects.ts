/**
 * What the calls of a share did at Meta, one effect per call. An effect is registered before its call goes out, so that
 * whatever happens to the call there is something that knows what to take back.
 */
import type { Refused } from '../../activities/contract';
import type { SettleShareResult, ShareCall, ShareFacts, WriteShareResult } from '../../activities/credit/contract';
import type { CreditThing } from '../../domain/credit/state';

/**
 * - `nothing`: it did not happen, as far as answers and reading prove.
 * - `lost`: the answer was lost, and reading has not decided yet.
 * - `seen`: reading shows it, but no answer proves that this run did it: never taken back by this run.
 * - `made`: the answer was read and names what was not there before: this run's own.
 * - `undone`: made, and taken back.
 */
export type EffectState = 'nothing' | 'lost' | 'seen' | 'made' | 'undone';

/** What one call did. An `attachment` has no record of its own: it goes with the allocation that pays. */
export interface Effect {
  readonly call: ShareCall;
  thing: CreditThing['kind'] | 'attachment';
  id: string | null;
  state: EffectState;
  /** Whether the run need not make the call any more. */
  over: boolean;
  /** How often an answer of it was lost. */
  timesLost: number;
  /** The refusal of the repeat that followed a lost answer: not believed before another look. */
  repeatRefused: Refused | null;
}

type Answered = Extract<WriteShareResult, { readonly kind: 'done' | 'not-needed' }>;

const THING_OF: Record<ShareCall, Effect['thing']> = {
  'assign-system-user': 'system-user',
  share: 'allocation',
  attach: 'attachment',
  'share-and-attach': 'allocation',
};

/** The effect of a call that has not gone out. */
export function plannedEffect(call: ShareCall): Effect {
  return { call, thing: THING_OF[call], id: null, state: 'nothing', over: false, timesLost: 0, repeatRefused: null };
}

/** Keeps what an answer proves. Only an answer that names a new record proves that this run made it. */
export function learnFromAnswer(effect: Effect, answer: Answered, facts: ShareFacts): void {
  effect.over = true;
  if (effect.call === 'assign-system-user') {
    effect.id = facts.systemUserId;
    if (answer.kind === 'not-needed') effect.state = unprovenIfLost(effect);
    else effect.state = effect.id === null ? 'seen' : 'made';
    return;
  }
  effect.id = answer.allocationId;
  const before = [...facts.allocationsBefore, ...(('allocationsBefore' in answer && answer.allocationsBefore) || [])];
  const isNew = answer.allocationId !== null && !before.includes(answer.allocationId);
  if (answer.kind === 'not-needed') effect.state = isNew ? unprovenIfLost(effect) : 'nothing';
  else if (isNew || effect.thing === 'attachment') effect.state = 'made';
  else if (answer.allocationId === null) effect.state = 'seen';
  else leanOnEarlier(effect, 'made');
}

/** Keeps what reading shows of a call whose answer was lost. */
export function learnFromReading(effect: Effect, settled: SettleShareResult, facts: ShareFacts): void {
  if (settled.kind === 'undecidable') return;
  effect.state = settled.kind === 'happened' ? 'seen' : 'nothing';
  effect.over = settled.kind === 'happened';
  if (settled.kind !== 'happened') return;
  effect.id = effect.call === 'assign-system-user' ? facts.systemUserId : settled.allocationId;
  if (effect.id !== null && facts.allocationsBefore.includes(effect.id)) leanOnEarlier(effect, 'seen');
}

/** Whether the call did, or may have done, something that would stay. */
export function mayStay({ state }: Effect): boolean {
  return state === 'lost' || state === 'seen' || state === 'made';
}

/** The call used an allocation that was there before: all that it can have added is the attachment of the account. */
function leanOnEarlier(effect: Effect, attached: 'seen' | 'made'): void {
  effect.state = effect.call === 'share' ? 'nothing' : attached;
  if (effect.call === 'share-and-attach') effect.thing = 'attachment';
}

/** Found there without a call of this answer: ours perhaps, where an earlier answer was lost; else somebody else's. */
function unprovenIfLost(effect: Effect): EffectState {
  return effect.timesLost > 0 ? 'seen' : 'nothing';
}
