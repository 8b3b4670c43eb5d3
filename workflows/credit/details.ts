/** The markdown that the Temporal Web UI shows as an operation's current details: true at every phase. */
import type { CreditThing, RevokeReport } from '../../domain/credit/state';
import { detailsPage, type Row } from '../runs/details-page';
import type { CreditRun } from './run';
import { waitingFor } from './waiting';

/** Describes an operation: what it is, where it stands, what a person can do, what happened last. */
export function describeCreditRun(run: CreditRun): string {
  const { wabaId, currency, creditLineId, radius } = run.subject();
  const { made, undone, left, allocationId, report } = run.result();
  const wait = waitingFor(run);
  const rows: Row[] = [
    ['Operation', run.operation === 'share' ? 'Share a line of credit' : 'Revoke every line of credit'],
    ['Business', run.businessId],
    ['Account', wabaId],
    ['Currency', currency],
    ['Line', creditLineId],
    ['Phase', `**${run.phase}**`],
    ['Waits for', wait?.reason ?? null],
    ['Until', wait?.until ?? null],
    ['Verbs', wait?.verbs.join(', ') ?? null],
    ['Allocation', allocationId],
    ['Made', listed(made)],
    ['Undone', listed(undone)],
    ['Left', listed(left)],
    ['Radius', radius && `${radius.allocations.length} allocations, ${radius.wabas.length} accounts, ${radius.digest}`],
    ...(report ? reportRows(report) : []),
    ['Evidence', run.evidencePath],
    ['Outcome', run.outcome?.reason ?? null],
  ];
  return detailsPage(rows, run.timeline);
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
