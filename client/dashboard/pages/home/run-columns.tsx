/** The columns of the table of all runs. */
import { Link } from '@tanstack/react-router';
import { Badge, PhaseBadge } from '../../parts/badge';
import { Id } from '../../parts/id';
import type { Column } from '../../parts/table';
import { Time, useNow } from '../../parts/time';
import { Words } from '../../parts/words';
import type { MigrationSummary } from '../../server/api';
import { inWords } from '../../words/reasons';
import { sentence } from '../../words/text';
import type { ShownRow } from './steady-rows';

type Row = ShownRow<MigrationSummary>;

/** The columns, from left to right. */
export const RUN_COLUMNS: readonly Column<Row>[] = [
  {
    title: 'Account',
    isName: true,
    cell: ({ row: { wabaId, name } }) => (
      <span className="run-account">
        <Link to="/migrations/$wabaId" params={{ wabaId }}>
          {name ?? 'No name yet'}
        </Link>
        <Id value={wabaId} of="WABA id" />
      </span>
    ),
  },
  {
    title: 'Currency',
    cell: ({ row: { sourceCurrency, targetCurrency } }) => (
      <span className="run-currency">
        {sourceCurrency ?? '…'} <span aria-label="to">→</span> {targetCurrency ?? '…'}
      </span>
    ),
  },
  {
    title: 'Phase',
    cell: ({ row, isGone }) => (isGone ? <Badge tone="grey">Has moved on</Badge> : <PhaseBadge run={row} />),
  },
  { title: 'What it waits for', isWide: true, cell: ({ row }) => <Waits row={row} /> },
  { title: 'Started', cell: ({ row }) => <Time at={row.startedAt} /> },
  { title: 'By', cell: ({ row: { startedBy } }) => <span className="run-by">{startedBy}</span> },
];

function Waits({ row }: { readonly row: MigrationSummary }) {
  if (row.taskFails)
    return (
      <span className="run-fails">
        <Badge tone="amber" glyph="alert">
          Its code fails
        </Badge>{' '}
        An engineer should look at the workers.
      </span>
    );
  if (row.waitingFor === null) return null;
  return <Reason reason={row.waitingFor.reason} />;
}

function Reason({ reason }: { readonly reason: string }) {
  // Cut where the column ends, so all of it stands on hover; over a moment in it, the exact one does.
  return (
    <span className="run-waits" title={sentence(inWords(reason, useNow()))}>
      <Words of={reason} />
    </span>
  );
}
