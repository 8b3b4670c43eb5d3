/** What changed between two reports, as somebody who read the first one wants to know. */
import type { Check, Report } from '../server/shapes';
import { checkBadge, checkTitle, countsInWords } from './checks';
import { counted, figure } from './text';

/** One line for each thing that changed; empty where only the digest tells them apart. */
export function changesBetween(before: Report, after: Report): readonly string[] {
  return [...numberChanges(before, after), ...cloneChange(before, after), ...checkChanges(before, after)];
}

function numberChanges(before: Report, after: Report): string[] {
  const [old, now] = [before, after].map(({ idMap }) => idMap.phones.map(({ digits }) => digits)) as [
    string[],
    string[],
  ];
  const added = now.filter((digits) => !old.includes(digits));
  const gone = old.filter((digits) => !now.includes(digits));
  return [
    ...(added.length === 0 ? [] : [`${counted(added.length, 'number')} more: ${added.join(', ')}`]),
    ...(gone.length === 0 ? [] : [`${counted(gone.length, 'number')} fewer: ${gone.join(', ')}`]),
  ];
}

function cloneChange(before: Report, after: Report): string[] {
  const [old, now] = [before.idMap.waba.clone, after.idMap.waba.clone];
  return old === now ? [] : [`The clone is ${now ?? 'not known'}; it was ${old ?? 'not known'}`];
}

function checkChanges(before: Report, after: Report): string[] {
  const old = new Map(before.checks.map((check) => [check.name, check]));
  return after.checks.flatMap((check) => {
    const was = old.get(check.name);
    const [now, then] = [check, was].map(
      (one) => one && JSON.stringify([one.result, one.waived, one.counts, one.samples]),
    );
    if (now === then) return [];
    const wasSo = was && was.result !== check.result ? ` (was: ${checkBadge(was).word.toLowerCase()})` : '';
    return [`${checkTitle(check.name)}: ${check.text}${wasSo}${countChanges(was?.counts ?? {}, check.counts)}`];
  });
}

/** The counts that are others now: " (source 4 → 5)". */
function countChanges(before: Check['counts'], after: Check['counts']): string {
  const changed = Object.entries(after).filter(([what, count]) => before[what] !== undefined && before[what] !== count);
  const words = changed.map(([what, count]) => `${countsInWords({ [what]: before[what] ?? 0 })} → ${figure(count)}`);
  return words.length === 0 ? '' : ` (${words.join(', ')})`;
}
