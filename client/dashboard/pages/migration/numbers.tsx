/** The phone numbers: old id and new one, how each is and where. */
import { Badge } from '../../parts/badge';
import { Card } from '../../parts/card';
import { Id } from '../../parts/id';
import { Table, type Column } from '../../parts/table';
import type { StateDocument } from '../../server/api';
import type { Tone } from '../../words/phases';
import { counted } from '../../words/text';
import { noNewId, noStatus, numberRows, type NumberRow } from './number-rows';

const PLACES: Readonly<Record<'clone' | 'unknown' | 'behind', { readonly tone: Tone; readonly word: string }>> = {
  clone: { tone: 'green', word: 'On the clone' },
  unknown: { tone: 'amber', word: 'Not known' },
  behind: { tone: 'amber', word: 'Not on the clone at the last look' },
};

/** The columns, from left to right; what stands where nothing is told depends on how far the run has come. */
const columnsOf = (state: StateDocument): readonly Column<NumberRow>[] => [
  { title: 'Number', isName: true, cell: ({ digits }) => <strong className="figure">+{digits}</strong> },
  { title: 'Old id', cell: ({ sourceId }) => <Id value={sourceId} of="phone number id" /> },
  {
    title: 'New id',
    cell: ({ cloneId }) =>
      cloneId === null ? (
        <span className="muted">{noNewId(state)}</span>
      ) : (
        <Id value={cloneId} of="new phone number id" />
      ),
  },
  {
    title: 'Status',
    cell: ({ status }) => (status === null ? <span className="muted">{noStatus(state)}</span> : <code>{status}</code>),
  },
  {
    title: 'Where',
    cell: ({ on }) =>
      on === null ? (
        <span className="muted">On the old account when compared</span>
      ) : on === 'source' ? (
        'On the old account'
      ) : (
        <Badge tone={PLACES[on].tone} {...(on !== 'clone' && { glyph: 'alert' as const })}>
          {PLACES[on].word}
        </Badge>
      ),
  },
];

/** The table; nothing before they are known. */
export function Numbers({ state }: { readonly state: StateDocument }) {
  const rows = numberRows(state);
  if (rows.length === 0) return null;
  return (
    <Card title="Numbers" note={counted(rows.length, 'number')} isFlush>
      <Table label="Numbers" columns={columnsOf(state)} rows={rows} keyOf={({ sourceId }) => sourceId} />
    </Card>
  );
}

/** Where the numbers were when somebody looked last, for who ends a run that stands still in the middle of the move. */
export function WhereNumbersAre({ state: { report } }: { readonly state: StateDocument }) {
  const looked = (report?.checks ?? []).filter(({ name }) => name === 'numbers-moved' || name === 'source-empty');
  if (looked.length === 0)
    return <p className="muted">Where the numbers are was not read yet: trying again reads it.</p>;
  return (
    <ul className="verb-clones">
      {looked.map(({ name, text, samples }) => (
        <li key={name}>
          {text}
          {samples.length > 0 && <span className="muted"> {samples.join(', ')}</span>}
        </li>
      ))}
    </ul>
  );
}
