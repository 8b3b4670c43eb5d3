/** What an approval is about, and whether what was typed agrees with it. Pure functions. */
import type { Check, Report, StateDocument } from '../../../server/shapes';
import type { Tone } from '../../../words/phases';

/** What somebody has in front of them when they decide: it stays as it was while the run goes on. */
export interface Verified {
  readonly digest: string;
  readonly report: Report;
  readonly wabaId: string;
  readonly clone: string | null;
  /** When it was verified, ISO. */
  readonly at: string;
  /** The approval that holds until somebody gives another; null where nobody has approved. */
  readonly approved: Approved | null;
}

/** An approval that holds. */
export type Approved = NonNullable<StateDocument['approved']>;

/** The approval that a run waits on until its time comes; null where it has none. */
export const approvalOf = ({ phase, approved }: Pick<StateDocument, 'phase' | 'approved'>): Approved | null =>
  phase === 'awaiting-approval' ? approved : null;

/** What can be approved now, also anew while an approval waits for its time; null where nothing can. */
export function verifiedNow(state: StateDocument): Verified | null {
  const { report, phase, waitingFor } = state;
  const isTaken = phase === 'awaiting-approval' && waitingFor?.verbs.includes('approve');
  if (!isTaken || report?.digest == null) return null;
  const at = state.timeline.findLast((entry) => entry.phase === 'verifying')?.at ?? state.timeline[0]?.at ?? '';
  return {
    digest: report.digest,
    report,
    wabaId: state.wabaId,
    clone: report.idMap.waba.clone,
    at,
    approved: approvalOf(state),
  };
}

/** Whether what somebody has in front of them is what would be approved now. */
export const isSame = (seen: Verified, now: Verified | null): boolean =>
  now !== null && seen.digest === now.digest && seen.approved?.at === now.approved?.at;

/** What a stage found that is not as it should be, waived or not. */
export const mismatches = ({ checks }: Report, of: Check['stage']): readonly Check[] =>
  checks.filter(({ stage, result }) => stage === of && result === 'mismatch');

/** The verdict in words that fit what the report lists. A waiver lets a report pass; what it covers differs all the same. */
export function verdictOf(report: Report): { readonly tone: Tone; readonly word: string } {
  const differs = mismatches(report, 'assess').length + mismatches(report, 'verify').length > 0;
  switch (report.verdict) {
    case 'block':
      return { tone: 'amber', word: 'Something blocks' };
    case 'warn':
      return { tone: 'grey', word: `Nothing blocks, some things ${differs ? 'differ' : 'could not be checked'}` };
    case 'pass':
      return differs
        ? { tone: 'grey', word: 'Nothing blocks: what differs was waived' }
        : { tone: 'green', word: 'Everything agrees' };
  }
}

/** What nobody can know before the move: what could not be read, and what no reading tells. */
export function uncheckable({ report, clone }: Verified): readonly string[] {
  const incomplete = report.checks.filter(({ stage, result }) => stage !== 'confirm' && result === 'incomplete');
  const asksSystems = !report.checks.some(({ name }) => name === 'routing-ready');
  return [
    ...incomplete.map(({ text }) => text),
    ...(asksSystems
      ? [`Whether your own systems are ready to send with clone ${clone ?? ''} and its template ids.`]
      : []),
    'Whether messages arrive after the move: Meta tells only in delivery reports.',
  ];
}

/** The approval that a run took after a moment and that still holds; null where there is none. */
export const approvedSince = ({ approved }: Pick<StateDocument, 'approved'>, since: string): Approved | null =>
  approved !== null && approved.at > since ? approved : null;

/** What is wrong with the number that was typed; undefined where nothing is. */
export function countFault(typed: string, count: number): string | undefined {
  return typed.trim() === String(count) ? undefined : `Type ${count}, the number of phone numbers that will move.`;
}

/** What is wrong with the moment before which nothing is to move; undefined where nothing is. */
export function notBeforeFault(typed: string, now: Date): string | undefined {
  const at = Date.parse(typed);
  if (Number.isNaN(at)) return 'Give a day and a time.';
  return at <= now.getTime() ? 'That is over. Choose a later time, or “Now”.' : undefined;
}
