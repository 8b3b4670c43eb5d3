/** What each verb does to this account, in a sentence that stands beside its button. */
import type { Check, StateDocument, Verb } from '../../../server/shapes';
import { openBlocks } from '../../../words/checks';
import { counted } from '../../../words/text';
import { byHelp, VERB_WORDS } from '../../../words/verbs';
import { approvalOf } from './approval';

type Told = Pick<
  StateDocument,
  'phase' | 'wabaId' | 'destinationWabaId' | 'waitingFor' | 'report' | 'timeline' | 'approved'
>;

/** What a verb will do. */
export function effectOf(verb: Verb, state: Told): string {
  const { wabaId, destinationWabaId, report } = state;
  const numbers = counted(report?.idMap.phones.length ?? 0, 'number');
  const isApproved = approvalOf(state) !== null;
  const clone = destinationWabaId === null ? 'The clone' : `Clone ${destinationWabaId}`;
  switch (verb) {
    case 'approve':
      return isApproved
        ? `Takes the place of the approval that waits for its time: ${numbers} of ${wabaId} move now, or not before another time.`
        : `Lets ${numbers} of ${wabaId} move to clone ${destinationWabaId ?? ''} for good.`;
    case 'reject':
      return `Ends the run${isApproved ? ', though it is approved' : ' without an approval'}. No number moves; ${clone.charAt(0).toLowerCase()}${clone.slice(1)} stays behind.`;
    case 'waive':
      return 'Sets one check aside. What it found stays on the report, with your name and your reason.';
    case 'retry':
      return 'Takes a step again, after what stopped it was put right.';
    case 'attach':
      return 'Names the migration at Meta that this run may have begun. It is checked before anything is done with it.';
    case 'pause':
      return `Sends nothing more to Meta for ${wabaId} until somebody lets it go on. Reading goes on.`;
    case 'unpause':
      return `Lets the migration of ${wabaId} go on where it stood.`;
    case 'abandon':
      return destinationWabaId === null
        ? `Ends the run. The numbers stay on ${wabaId}.`
        : `Ends the run. The numbers stay on ${wabaId}; ${clone.charAt(0).toLowerCase()}${clone.slice(1)} stays behind, unused.`;
    case 'conclude':
      return 'Ends the run as failed and states where every number is. Nothing moves back.';
  }
}

/** While a run moves by itself it names no verbs; these are the ones that its phase takes. */
const WHILE_MOVING: Readonly<Partial<Record<StateDocument['phase'], readonly Verb[]>>> = {
  assessing: ['pause', 'abandon'],
  initiating: ['pause', 'abandon'],
  cloning: ['pause', 'abandon'],
  verifying: ['pause', 'abandon'],
  'awaiting-approval': ['pause', 'abandon'],
  'cutting-over': ['pause'],
  confirming: ['pause'],
};

/** The verbs that a run takes now; a dry run takes none. */
export function verbsOf(state: Told & Pick<StateDocument, 'outcome' | 'workflowId'>): readonly Verb[] {
  if (state.outcome !== null || isDryRun(state)) return [];
  return state.waitingFor?.verbs ?? WHILE_MOVING[state.phase] ?? [];
}

/** What a verb's button says. An approval that waits for its time can be given anew, for another time or for now. */
export const labelOf = (verb: Verb, state: Parameters<typeof approvalOf>[0]): string =>
  verb === 'approve' && approvalOf(state) !== null ? 'Approve anew' : VERB_WORDS[verb];

/** Whether the run only assesses. */
export const isDryRun = ({ workflowId }: Pick<StateDocument, 'workflowId'>): boolean =>
  workflowId.startsWith('assess-waba/');

/** The verbs that lead on stand as buttons, the first one prominent; the others in a menu. */
export function arranged(
  verbs: readonly Verb[],
  { checks, candidates }: { readonly checks: readonly Check[]; readonly candidates: readonly string[] },
): { readonly leading: readonly Verb[]; readonly others: readonly Verb[] } {
  const blocks = openBlocks(checks);
  const waives = blocks.length > 0 && blocks.every(({ waivable }) => waivable);
  const mayLead: readonly Verb[] = verbs.includes('unpause')
    ? ['unpause']
    : ['approve', 'retry', ...(waives ? (['waive'] as const) : []), 'attach', 'conclude'];
  const leading = byHelp(verbs, candidates)
    .filter((verb) => mayLead.includes(verb))
    .slice(0, 2);
  return { leading, others: verbs.filter((verb) => !leading.includes(verb)) };
}
