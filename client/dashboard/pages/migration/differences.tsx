/** What source and clone have in common and what not, kind by kind. */
import { Card } from '../../parts/card';
import { Table, type Column } from '../../parts/table';
import type { Difference, StateDocument } from '../../server/api';
import { figure } from '../../words/text';

const Count = ({ of }: { readonly of: number }) => <span className={of === 0 ? 'zero' : undefined}>{figure(of)}</span>;

const title = (kind: string): string => kind.charAt(0).toUpperCase() + kind.slice(1);

const COLUMNS: readonly Column<Difference>[] = [
  { title: 'What', isName: true, cell: ({ kind }) => <strong>{title(kind)}</strong> },
  { title: 'The same', isFigure: true, cell: ({ matching }) => figure(matching) },
  { title: 'Missing on the clone', isFigure: true, cell: ({ missing }) => <Count of={missing} /> },
  { title: 'Only on the clone', isFigure: true, cell: ({ extra }) => <Count of={extra} /> },
  { title: 'Changed', isFigure: true, cell: ({ changed }) => <Count of={changed} /> },
  {
    title: 'Examples',
    cell: ({ samples }) => (samples.length === 0 ? null : <span className="examples">{samples.join(', ')}</span>),
  },
];

/** The table; nothing before the first comparison. */
export function Differences({ state: { report } }: { readonly state: StateDocument }) {
  const differences = report?.differences ?? [];
  if (differences.length === 0) return null;
  return (
    <Card title="Differences" note="between the account and its clone" isFlush>
      <Table label="Differences" columns={COLUMNS} rows={differences} keyOf={({ kind }) => kind} />
    </Card>
  );
}
