/** The sentences that tell a person why a run stopped and what helps. */
import type { Check, CheckStage } from '../../domain/checks';
import type { RetryStep } from '../../domain/verbs';

/** Says what a stop's `retry` does. */
export function help(step: RetryStep, does: string): string {
  return `retry --step ${step} ${does}; abandon ends the run and leaves the numbers where they are.`;
}

/** What can be done once the numbers were told to move. */
export const HELP_AFTER_RESUME =
  'retry --step confirm looks at the numbers again; retry --step resume tells Meta again to move them; conclude ends the run as failed and states where every number is.';

/** Names the checks that hold a run up, and what helps. */
export function blockedBy(what: string, blocks: readonly Check[], stage: CheckStage): string {
  const texts = [...new Set(blocks.map((check) => check.text))];
  // Where the account cannot be read, several checks say the same.
  const namesOf = (text: string) => blocks.filter((check) => check.text === text).map((check) => check.name);
  const found = texts.map((text) => `${namesOf(text).join(', ')}: ${text}`).join(' ');
  if (stage === 'confirm') return `${what}. ${found}`;
  const waivable = blocks.filter((check) => check.waivable).map((check) => check.name);
  const waive = waivable.length > 0 ? ` waive --check ${waivable.join(' or ')} sets it aside;` : '';
  return `${what}. ${found}${waive} ${help(stage, 'looks again')}`;
}
