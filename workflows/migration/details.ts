/** The markdown that the Temporal Web UI shows as a run's current details: true at every phase. */
import { cell, detailsPage, type Row } from '../runs/details-page';
import type { RunFacts } from './facts';
import { waitingFor } from './waiting';

/** Describes a run: what it is, where it stands, what a person can do, what happened last. */
export function describeRun(run: RunFacts): string {
  const { input } = run;
  const wait = waitingFor(run);
  const rows: Row[] = [
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
  const checks = open.map((check) => {
    const verdict = check.waived ? `${check.verdict} (waived)` : check.verdict;
    return `| ${check.name} | ${check.result} | ${verdict} | ${cell(check.text)} |`;
  });
  const table = checks.length > 0 ? ['', '| Check | Result | Verdict | |', '|---|---|---|---|', ...checks] : [];
  return detailsPage(rows, run.timeline, table);
}
