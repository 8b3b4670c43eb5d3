/** The markdown that the Temporal Web UI shows as a run's current details: true at every phase. */
import type { RunFacts } from './facts';
import { waitingFor } from './waiting';

const LAST_ENTRIES = 8;

/** Describes a run: what it is, where it stands, what a person can do, what happened last. */
export function describeRun(run: RunFacts): string {
  const { input } = run;
  const wait = waitingFor(run);
  const rows: [string, string | null][] = [
    ['Account', [run.source?.name, input.wabaId].filter(Boolean).join(' · ')],
    ['Currency', `${run.source?.currency ?? '?'} → ${input.targetCurrency}`],
    ['Phase', `**${run.phase}**${run.pausedBy === null ? '' : ` (paused by ${run.pausedBy})`}`],
    ['Waits for', wait?.reason ?? null],
    ['Until', wait?.until ?? null],
    ['Verbs', wait?.verbs.join(', ') ?? null],
    ['Migration', run.migrationId],
    ['Clone', run.destinationWabaId],
    ['Left behind', run.orphans.map((orphan) => orphan.wabaId ?? orphan.migrationId).join(', ') || null],
    ['Calls', `initiate ${run.initiations}, resume ${run.resumes}`],
    ['Digest', run.verification?.digest ?? null],
    ['Approved', run.approval && `by ${run.approval.by} at ${run.approval.at}`],
    ['Evidence', run.evidencePath],
    ['Outcome', run.outcome?.reason ?? null],
  ];
  const open = run.checks.filter((check) => check.verdict !== 'pass');
  const lines = [
    '| | |',
    '|---|---|',
    ...rows.flatMap(([name, value]) => (value ? [`| ${name}${GAP} | ${cell(value)} |`] : [])),
  ];
  if (open.length > 0) {
    lines.push('', '| Check | Result | Verdict | |', '|---|---|---|---|');
    for (const check of open) {
      const verdict = check.waived ? `${check.verdict} (waived)` : check.verdict;
      lines.push(`| ${check.name} | ${check.result} | ${verdict} | ${cell(check.text)} |`);
    }
  }
  lines.push(
    '',
    ...run.timeline
      .slice(-LAST_ENTRIES)
      .map((entry) => `- ${entry.at} ${entry.text}${entry.by ? ` (${entry.by})` : ''}`),
  );
  return shortened(lines.join('\n'));
}

/** The Web UI sets table cells without any space between them. */
const GAP = '\u00a0\u00a0';

const cell = (text: string): string => text.replace(/\|/g, '\\|').replace(/\s+/g, ' ');

/** The server takes at most 20,000 bytes of details; ours are ASCII but for names, so half of that is safe. */
const MAX_LENGTH = 10_000;
const shortened = (text: string): string => (text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)}…` : text);
