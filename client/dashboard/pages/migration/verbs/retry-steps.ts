/** Which steps a person may have taken again, and what each does. The run itself refuses what makes no sense, and says why. */
import type { StateDocument } from '../../../server/shapes';
import { suggestedSteps } from '../../../words/reasons';

/** The steps that `retry` can name. */
export const RETRY_STEPS = ['assess', 'initiate', 'clone', 'verify', 'resume', 'confirm'] as const;
/** A step that `retry` can name. */
export type RetryStep = (typeof RETRY_STEPS)[number];

/** What each does. */
export const RETRY_WORDS: Readonly<Record<RetryStep, { readonly title: string; readonly does: string }>> = {
  assess: { title: 'Assess again', does: 'Reads the account anew and makes every check of before cloning.' },
  initiate: {
    title: 'Ask Meta for a clone again',
    does: 'Sends the request that makes a clone. Another clone is made.',
  },
  clone: { title: 'Wait for the clone again', does: 'Reads on how far Meta is with the clone. Sends nothing.' },
  verify: { title: 'Compare again', does: 'Reads source and clone anew and compares them; then asks for an approval.' },
  resume: { title: 'Tell Meta again to move the numbers', does: 'Sends the move again, for what was approved.' },
  confirm: { title: 'Look at the numbers again', does: 'Reads where every number is. Sends nothing.' },
};

/** The steps to offer, the suggested ones first. */
export function offeredSteps(
  state: Pick<StateDocument, 'migrationId' | 'destinationWabaId' | 'waitingFor'>,
): readonly RetryStep[] {
  const { migrationId, destinationWabaId, waitingFor } = state;
  // Only a run whose numbers were told to move can be concluded.
  const wasToldToMove = waitingFor?.verbs.includes('conclude') ?? false;
  const possible: readonly RetryStep[] = wasToldToMove
    ? ['confirm', 'resume']
    : migrationId === null
      ? ['assess', 'initiate']
      : destinationWabaId === null
        ? ['clone']
        : ['verify', 'clone'];
  const suggested = suggestedSteps(waitingFor?.reason ?? '').flatMap((name) =>
    RETRY_STEPS.filter((step) => step === name),
  );
  // A lost initiate names its steps in other words.
  const first = suggested.length === 0 && asksAboutClones(state) ? (['initiate'] as const) : suggested;
  return [...new Set([...first, ...possible])];
}

/** Whether an initiate may have made a clone that nobody has named yet. */
export const asksAboutClones = ({ waitingFor }: Pick<StateDocument, 'waitingFor'>): boolean =>
  waitingFor !== null && (waitingFor.candidates.length > 0 || waitingFor.verbs.includes('attach'));
