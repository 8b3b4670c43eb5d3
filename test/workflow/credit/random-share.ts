/** Shares whose activities answer at random, and what must hold of every one of them. */
import fc from 'fast-check';
import type { CreditActivities, ShareCall } from '../../../activities/credit/contract';
import type { CreditOutcome, CreditRunState } from '../../../domain/credit/state';
import type { CreditVerb } from '../../../domain/credit/verbs';
import { throws } from '../scripted';
import {
  ALLOCATION,
  didNot,
  done,
  EARLIER,
  gone,
  happened,
  inUse,
  lost,
  notNeeded,
  notVerified,
  ready,
  refusal,
  stillThere,
  SYSTEM_USER,
  throttled,
  undecidable,
  unreadable,
  type CreditAnswer,
  type CreditScript,
} from './faked';
import { cancelAndSee, chosen, decideToTheEnd, holdsForEvery } from './random-run';
import type { CreditSuite, Operation } from './suite';

const ANOTHER = '58501441721239';
const MOST_DECISIONS = 6;

const crash = (): never => {
  throw new Error('the worker crashed');
};

/** A share, what its activities answer, where it is cancelled, and what people decide. */
const plans = fc.record({
  twoCalls: fc.boolean(),
  mustAssign: fc.boolean(),
  before: fc.constantFrom<readonly string[]>([], [EARLIER]),
  writes: fc.array(
    fc.constantFrom<CreditAnswer<'writeShare'>>(
      done(),
      done(ANOTHER),
      done(EARLIER),
      done(null),
      { ...done(ANOTHER), allocationsBefore: [ANOTHER] },
      notNeeded(),
      notNeeded(ALLOCATION),
      throttled,
      refusal,
      lost,
      crash,
      throws('RunWasReset'),
    ),
    { maxLength: 6 },
  ),
  settles: fc.array(
    fc.constantFrom<CreditAnswer<'settleShare'>>(
      happened(),
      happened(EARLIER),
      happened(null),
      didNot,
      undecidable,
      throws('GraphRefused'),
    ),
    { maxLength: 4 },
  ),
  verifies: fc.array(fc.constantFrom<CreditAnswer<'verifyFunding'>>(notVerified, throws('GraphRefused')), {
    maxLength: 2,
  }),
  undoes: fc.array(
    fc.constantFrom<CreditAnswer<'undoShare'>>({ kind: 'undone' }, inUse, refusal, lost, throttled, crash),
    { maxLength: 4 },
  ),
  confirms: fc.array(fc.constantFrom<CreditAnswer<'confirmDeleted'>>(gone, stillThere, unreadable), { maxLength: 3 }),
  /** Before which call of any activity Temporal's cancellation comes. */
  cancelBefore: fc.option(fc.nat(8)),
  decisions: fc.array(fc.nat(5), { minLength: MOST_DECISIONS, maxLength: MOST_DECISIONS }),
});

/** One share as it is drawn. */
export type Plan = typeof plans extends fc.Arbitrary<infer P> ? P : never;

/** A call of an activity with its answer; null where the worker crashed. */
interface Told {
  readonly name: keyof CreditActivities;
  readonly call: ShareCall | null;
  readonly id: string | null;
  readonly answer: {
    readonly kind?: string;
    readonly allocationId?: string | null;
    readonly allocationsBefore?: readonly string[];
  } | null;
}

/** Runs a drawn share to its end; `queue`: where the workflows under test run. */
export async function runPlan(suite: CreditSuite, plan: Plan, queue: string | undefined): Promise<Story> {
  const told: Told[] = [];
  const started: { run?: Operation } = {};
  let cancelled = false;
  let calls = 0;
  // Answers as they are told, so that the test knows what the run can know.
  const telling = <N extends keyof CreditActivities>(name: N, answers: readonly CreditAnswer<N>[]): CreditAnswer<N>[] =>
    answers.map((answer) => async (input) => {
      if (calls++ === plan.cancelBefore) {
        cancelled = true;
        await cancelAndSee(started.run);
      }
      const call = 'call' in input ? input.call : null;
      const entry = { name, call, id: 'thing' in input ? input.id : null };
      try {
        const given: unknown =
          typeof answer === 'function' ? await (answer as (i: typeof input) => unknown)(input) : answer;
        const shown =
          call === 'assign-system-user' && given !== null && typeof given === 'object' && 'allocationId' in given
            ? { ...given, allocationId: null }
            : given;
        told.push({ ...entry, answer: shown as Told['answer'] });
        return shown as never;
      } catch (error) {
        told.push({ ...entry, answer: null });
        throw error;
      }
    });
  const script: CreditScript = {
    checkShare: telling('checkShare', [ready({ mustAssign: plan.mustAssign, allocationsBefore: plan.before })]),
    writeShare: telling('writeShare', [...plan.writes, done()]),
    settleShare: telling('settleShare', [...plan.settles, didNot]),
    verifyFunding: telling('verifyFunding', [...plan.verifies, { kind: 'verified', allocationId: ALLOCATION }]),
    undoShare: telling('undoShare', [...plan.undoes, { kind: 'undone' }]),
    confirmDeleted: telling('confirmDeleted', [...plan.confirms, gone]),
  };
  const input = plan.twoCalls ? ({ method: 'share-then-attach', customerTokenRef: 'customer' } as const) : {};
  const run = await suite.share(script, input, queue);
  started.run = run;
  const verbs: CreditVerb[] = [];
  const state = await decideToTheEnd(suite, run, ({ waitingFor }, nth) => {
    // After enough of it, what is there is accepted.
    const verb = nth < MOST_DECISIONS ? chosen(waitingFor?.verbs ?? [], plan.decisions[nth]) : 'accept-as-is';
    verbs.push(verb);
    return { verb, input: { reason: 'drawn' } };
  });
  if (state.outcome === null) throw new Error(`${state.phase} without an outcome`);
  return { plan, told, state, outcome: state.outcome, cancelled: cancelled || verbs.includes('cancel') };
}

/** What happened to a drawn share. */
export interface Story {
  readonly plan: Plan;
  readonly told: readonly Told[];
  readonly state: CreditRunState;
  readonly outcome: CreditOutcome;
  readonly cancelled: boolean;
}

/** What must hold of every share, however its activities answer; by name. */
export const RULES = {
  'only what an answer showed to be its own is taken back': (story) =>
    story.told.every(({ name, id }) => name !== 'undoShare' || (id !== null && madeBy(story).has(id))),
  'it claims exactly what its answers show': (story) => same(ids(story.outcome.made), madeBy(story)),
  'what was made is taken back or listed, unless the share reached what it was for': (story) => {
    const reached = story.state.phase === 'completed' && story.outcome.allocationId !== null;
    const told = new Set([...ids(story.outcome.undone), ...ids(story.outcome.left)]);
    return reached || [...madeBy(story)].every((id) => told.has(id));
  },
  'refused means that nothing was made': (story) => story.state.phase !== 'refused' || madeBy(story).size === 0,
  'compensated means that all of it was taken back': (story) =>
    story.state.phase !== 'compensated' || same(ids(story.outcome.undone), madeBy(story)),
  'an allocation is gone only once it was read to be': (story) => {
    const reads = story.told.filter(({ name, answer }) => name === 'confirmDeleted' && answer?.kind === 'deleted');
    return story.outcome.undone.filter(({ kind }) => kind === 'allocation').length <= reads.length;
  },
  'nothing is taken back without a refusal or a cancellation': (story) =>
    story.cancelled ||
    story.told.some(({ name, answer }) => name === 'writeShare' && answer?.kind === 'refused') ||
    story.told.every(({ name }) => name !== 'undoShare'),
  'a lost call goes out again only after a look': ({ told }) =>
    told.every(({ name, answer }, index) => {
      if (name !== 'writeShare' || (answer !== null && answer.kind !== 'unknown')) return true;
      const next = told.slice(index + 1).find((later) => later.name === 'writeShare' || later.name === 'settleShare');
      return next?.name !== 'writeShare';
    }),
} as const satisfies Record<string, (story: Story) => boolean>;

/** The name of a rule. */
export type Rule = keyof typeof RULES;

/** What the answers that were read show this run to have made. */
function madeBy({ told, plan }: Story): ReadonlySet<string> {
  const made = told.flatMap(({ name, call, answer }) => {
    if (name !== 'writeShare' || answer?.kind !== 'done' || call === 'attach') return [];
    if (call === 'assign-system-user') return [SYSTEM_USER];
    const { allocationId, allocationsBefore = [] } = answer;
    return allocationId == null || [...plan.before, ...allocationsBefore].includes(allocationId) ? [] : [allocationId];
  });
  return new Set(made);
}

const ids = (things: readonly { readonly id: string }[]): string[] => things.map(({ id }) => id);
const same = (listed: readonly string[], made: ReadonlySet<string>): boolean =>
  listed.length === made.size && listed.every((id) => made.has(id));

/** Runs drawn shares until one breaks a rule; throws with the seed, the share and, as its cause, the rules. */
export async function holdsForEveryShare(
  suite: CreditSuite,
  options: { readonly seed: number; readonly numRuns: number; readonly queue?: string },
): Promise<void> {
  const { queue, ...params } = options;
  await holdsForEvery(plans, (plan) => runPlan(suite, plan, queue), RULES, params);
}
