/** The markdown that the Temporal Web UI shows as an operation's current details: true at every phase. */
import type { CreditThing, RevokeReport } from '../../domain/credit/state';
import { counted } from '../../domain/counted';
import { detailsPage, fileName, type Row } from '../runs/details-page';
import type { CreditFacts } from './facts';
import { waitingFor } from './waiting';

/** Describes an operation: where it stands, what a person can do, what it is about, what happened last. */
export function describeCreditRun(run: CreditFacts): string {
  const { wabaId, currency, creditLineId, radius } = run.subject();
  const { made, undone, left, allocationId, report } = run.result();
  const rows: Row[] = [
    ['Operation', run.operation === 'share' ? 'Share a line of credit' : 'Revoke every line of credit'],
    ['Business', run.businessId],
    ['Account', wabaId],
    ['Currency', currency],
    ['Line', creditLineId],
    ['Allocation', allocationId],
    ['Made', listed(made)],
    ['Undone', listed(undone)],
    ['Left', listed(left)],
    [
      'Radius',
      radius && `${counted(radius.allocations.length, 'allocation')}, ${counted(radius.wabas.length, 'account')}`,
    ],
    ...(report ? reportRows(report) : []),
    ['Evidence', fileName(run.evidencePath)],
    ['Outcome', run.outcome?.reason ?? null],
  ];
  return detailsPage({
    phase: run.phase,
    wait: waitingFor(run),
    url: run.dashboardUrl && `${run.dashboardUrl}/credit-lines/businesses/${run.businessId}`,
    rows,
    // Outside of the table, which would become as wide as it.
    more: radius ? ['', `Digest of the radius ${radius.digest}`] : [],
    timeline: run.timeline,
  });
}

function reportRows(report: RevokeReport): Row[] {
  return [
    ['Revoked', report.revoked.join(', ')],
    ['Already revoked', report.alreadyRevoked.join(', ')],
    ['Failed', report.failed.map(({ id, why }) => `${id}: ${why}`).join(' ')],
    ['Not attributable', report.notAttributable.join(', ')],
  ];
}

const listed = (things: readonly CreditThing[]): string => things.map(({ kind, id }) => `${kind} ${id}`).join(', ');
