/** Checks in words: how they ended, in which order people want them, who set one aside. */
import type { Check, TimelineEntry } from '../server/shapes';
import type { Tone } from './phases';
import { figure } from './text';

/** The stages, with what each asks. */
export const STAGES = [
  { stage: 'assess', title: 'Before cloning', asks: 'May this account be migrated at all?' },
  { stage: 'verify', title: 'Source and clone compared', asks: 'Is the clone what the numbers may move to?' },
  { stage: 'confirm', title: 'After the move', asks: 'Can every number that could send before send now?' },
] as const;

/** A check's name as words: `clone-funding` is "Clone funding". */
export function checkTitle(name: string): string {
  const words = name.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** How a check is shown. An answer that could not be had is never shown as one that agrees. */
export function checkBadge({ result, verdict, waived }: Pick<Check, 'result' | 'verdict' | 'waived'>): {
  readonly tone: Tone;
  readonly word: string;
} {
  if (waived) return { tone: 'grey', word: 'Waived' };
  if (result === 'match') return { tone: 'green', word: 'Agrees' };
  const what = result === 'incomplete' ? 'Could not be checked' : 'Differs';
  return verdict === 'block' ? { tone: 'amber', word: `${what}, blocks` } : { tone: 'grey', word: what };
}

const WEIGHTS = { block: 0, warn: 1, pass: 2 } as const;

/** Blocks first, then what deserves a look, then what agrees; a check that was set aside comes with what agrees not. */
export function byWeight(checks: readonly Check[]): readonly Check[] {
  const weight = ({ verdict, waived }: Check): number => (waived ? 1.5 : WEIGHTS[verdict]);
  return [...checks].sort((a, b) => weight(a) - weight(b));
}

/** Blocks that nobody set aside. */
export const openBlocks = (checks: readonly Check[]): readonly Check[] =>
  checks.filter(({ verdict, waived }) => verdict === 'block' && !waived);

/** The checks that a person may set aside now. */
export const waivable = (checks: readonly Check[]): readonly Check[] =>
  checks.filter((check) => check.waivable && !check.waived && check.verdict !== 'pass');

/** Who set a check aside and why, as the timeline keeps it; undefined where it does not say. */
export function waiverOf(
  name: string,
  timeline: readonly TimelineEntry[],
): { readonly by: string | null; readonly reason: string; readonly at: string } | undefined {
  const words = `Waived ${name}: `;
  const entry = timeline.findLast(({ text }) => text.startsWith(words));
  return entry && { by: entry.by, reason: entry.text.slice(words.length), at: entry.at };
}

/** What checks count under names that say too little beside a figure alone. */
const COUNTED: Readonly<Record<string, string>> = {
  signs: 'signs of a review',
  shared: 'in the app too',
  untold: 'not told',
  unshown: 'not shown',
  unnamed: 'without a name',
  uncompared: 'not compared',
  source: 'on the account',
  clone: 'on the clone',
  missing: 'missing on the clone',
  extra: 'only on the clone',
  matching: 'the same',
  left: 'left on the account',
  overrides: 'callback overrides',
  runs: 'other runs',
  lines: 'lines of credit',
};

/** Counts as words: "on the account: 12, on the clone: 11, missing on the clone: 1". */
export const countsInWords = (counts: Check['counts']): string =>
  Object.entries(counts)
    .map(([what, count]) => `${countedAs(what)}: ${figure(count)}`)
    .join(', ');

/** What a count is of; a name that is not known here, word by word: `notApproved` is "not approved". */
const countedAs = (what: string): string => COUNTED[what] ?? what.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
