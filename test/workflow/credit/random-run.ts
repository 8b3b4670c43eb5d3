/**
 * Credit operations whose activities answer at random: how one is cancelled, and decided on, until it ends, and how what
 * must hold of each is asked of many.
 */
import { setTimeout as delay } from 'node:timers/promises';
import fc from 'fast-check';
import { isTerminalCredit } from '../../../domain/credit/phases';
import type { CreditRunState } from '../../../domain/credit/state';
import type { CreditVerb } from '../../../domain/credit/verbs';
import type { CreditSuite, Operation } from './suite';

/**
 * Cancels a run and waits until it knows: the time-skipping server loses the task of a workflow that cancels an activity
 * which answers at that very moment.
 */
export async function cancelAndSee(run: Operation | undefined): Promise<void> {
  await run?.handle.cancel();
  while (run && !(await run.state()).timeline.some(({ text }) => /cancel/i.test(text))) await delay(5);
}

/** What a person decides on a state, the nth time that one is asked (from 0). */
export type Decide = (
  state: CreditRunState,
  nth: number,
) => { readonly verb: CreditVerb; readonly input: Readonly<Record<string, unknown>> };

/**
 * Decides whenever a person is asked. Time is skipped only while the run waits for it: a server that skips while a person
 * is waited for would let the run time out.
 */
export async function decideToTheEnd(suite: CreditSuite, run: Operation, decide: Decide): Promise<CreditRunState> {
  for (let nth = 0; ;) {
    const state = await run.state();
    const { phase, needsOperator, waitingFor } = state;
    if (isTerminalCredit(phase)) return await run.end();
    if (!needsOperator) {
      await (waitingFor ? suite.running.sleep(60_000) : delay(5));
      continue;
    }
    const { verb, input } = decide(state, nth);
    nth += 1;
    await run.tell(verb, { ...input, waitingForId: waitingFor?.id }).catch((error: unknown) => {
      // A cancellation of Temporal's may have come first; any other refusal is a finding.
      if (!String((error as Error).cause).includes('just decided')) throw error;
    });
  }
}

/** The verb that a drawn number means, of those that a person has. */
export function chosen(verbs: readonly CreditVerb[], pick = 0): CreditVerb {
  const verb = verbs[pick % verbs.length];
  if (verb === undefined) throw new Error('a person is asked who can do nothing');
  return verb;
}

/**
 * Runs drawn operations until one breaks a rule; throws with the seed, the operation and, as its cause, the names of the
 * rules.
 */
export async function holdsForEvery<Plan, Story>(
  plans: fc.Arbitrary<Plan>,
  run: (plan: Plan) => Promise<Story>,
  rules: Readonly<Record<string, (story: Story) => boolean>>,
  options: { readonly seed: number; readonly numRuns: number },
): Promise<void> {
  const property = fc.asyncProperty(plans, async (plan) => {
    const story = await run(plan);
    const broken = Object.keys(rules).filter((name) => !rules[name]?.(story));
    if (broken.length > 0) throw new Error(`broken: ${broken.join('; ')}`);
  });
  await fc.assert(property, { ...options, endOnFailure: true });
}
