/** The markdown that the Temporal Web UI shows as a run's current details: true at every phase. */
import { cell, detailsPage, fileName, shortTime, type Row } from '../runs/details-page';
import type { RunFacts } from './facts';
import { waitingFor } from './waiting';

/** Describes a run: where it stands, what a person can do, what it is about, what happened last. */
export function describeRun(run: RunFacts): string {
  const { input, verification } = run;
  const rows: Row[] = [
    ['Account', [run.source?.name, input.wabaId].filter(Boolean).join(' · ')],
    ['Currency', `${run.source?.currency ?? '?'} → ${input.targetCurrency}`],
    ['Paused', run.pausedBy && `by ${run.pausedBy}`],
    ['Migration', run.migrationId],
    ['Clone', run.destinationWabaId],
    ['Left behind', run.orphans.map((orphan) => orphan.wabaId ?? orphan.migrationId).join(', ') || null],
    ['Calls', `initiate ${run.initiations}, resume ${run.resumes}`],
    ['Approved', run.approval && `by ${run.approval.by} at ${shortTime(run.approval.at)}`],
    ['Evidence', fileName(run.evidencePath)],
    ['Outcome', run.outcome?.reason ?? null],
  ];
  return detailsPage({
    phase: run.phase,
    wait: waitingFor(run),
    url: run.dashboardUrl && `${run.dashboardUrl}/migrations/${input.wabaId}`,
    rows,
    // Outside of the table, which would become as wide as it.
    more: [...checksTable(run), ...(verification?.digest ? ['', `Digest ${verification.digest}`] : [])],
    timeline: run.timeline,
  });
}

/** What does not simply match, as a table. */
function checksTable(run: RunFacts): string[] {
  const open = run.checks.filter((check) => check.verdict !== 'pass');
  if (open.length === 0) return [];
  const lines = open.map((check) => {
    const verdict = check.waived ? `${check.verdict} (waived)` : check.verdict;
    return `| ${check.name} | ${check.result} | ${verdict} | ${cell(check.text)} |`;
  });
  return ['', '| Check | Result | Verdict | |', '|---|---|---|---|', ...lines];
}
