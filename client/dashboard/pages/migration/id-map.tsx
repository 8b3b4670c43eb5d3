/** Old ids and new ones, searchable, and as CSV. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useLastError } from '../../frame/again';
import { Button } from '../../parts/button';
import { Card, Empty } from '../../parts/card';
import { Field } from '../../parts/field';
import { Id } from '../../parts/id';
import { SkeletonRows } from '../../parts/skeleton';
import { Table, type Column } from '../../parts/table';
import type { StateDocument } from '../../server/api';
import { counted, figure } from '../../words/text';
import { evidenceQuery, hasEvidence } from './evidence';
import { idCsv, idRows, searched, type IdRow } from './id-rows';
import { noNewId } from './number-rows';

const KINDS: Readonly<Record<IdRow['kind'], string>> = {
  account: 'Account',
  number: 'Number',
  template: 'Template',
  flow: 'Flow',
};
const SHOWN = 10;

const columnsOf = (state: StateDocument): readonly Column<IdRow>[] => [
  { title: 'Name', isName: true, cell: ({ name }) => <strong className="examples">{name}</strong> },
  { title: 'What', cell: ({ kind }) => KINDS[kind] },
  { title: 'Old id', cell: ({ source }) => <Id value={source} of="old id" /> },
  {
    title: 'New id',
    cell: ({ clone, kind }) =>
      clone === null ? (
        <span className="muted">{kind === 'number' ? noNewId(state) : 'none'}</span>
      ) : (
        <Id value={clone} of="new id" />
      ),
  },
];

/** The card; nothing before there is a clone. */
export function IdMap({ state, dryRun }: { readonly state: StateDocument; readonly dryRun: boolean }) {
  const query = { ...evidenceQuery(state.wabaId, { dryRun }), enabled: hasEvidence(state) };
  const { data: evidence, error: current, isEnabled } = useQuery(query);
  const isMissing = useLastError(current) !== null && evidence === undefined;
  if (state.destinationWabaId === null) return null;
  const rows = idRows(state, evidence);
  // Without the evidence it lacks templates and Flows: what is there of it, or a file, would pass for the whole.
  const isComing = isEnabled && evidence === undefined && !isMissing;
  return (
    <Card
      title="Id map"
      note={isComing ? 'being read' : counted(rows.length, 'id')}
      actions={
        <Button isDisabled={isComing} onPress={() => save(`${state.wabaId}-ids.csv`, idCsv(rows))}>
          Download as CSV
        </Button>
      }
      isFlush
    >
      {isComing ? (
        <div className="id-search">
          <SkeletonRows rows={SHOWN} />
        </div>
      ) : (
        <Rows state={state} rows={rows} isMissing={isMissing} />
      )}
    </Card>
  );
}

interface RowsProps {
  readonly state: StateDocument;
  readonly rows: readonly IdRow[];
  /** Whether there is evidence that could not be read. */
  readonly isMissing: boolean;
}

function Rows({ state, rows, isMissing }: RowsProps) {
  const [text, setText] = useState('');
  const [showsAll, setShowsAll] = useState(false);
  const found = searched(rows, text);
  const shown = showsAll ? found : found.slice(0, SHOWN);
  return (
    <>
      <div className="id-search">
        <Field label="Search ids and names" value={text} onChange={setText} autoComplete="off" />
        {isMissing && (
          <p className="muted small">Templates and Flows are missing here: the evidence file could not be read.</p>
        )}
      </div>
      {found.length === 0 ? (
        <Empty title="No id and no name holds that" />
      ) : (
        <Table
          label="Old and new ids"
          columns={columnsOf(state)}
          rows={shown}
          keyOf={({ kind, name, source }) => `${kind} ${source} ${name}`}
        />
      )}
      {found.length > shown.length && (
        <p className="stage-more">
          <Button kind="quiet" onPress={() => setShowsAll(true)}>
            Show {figure(found.length - shown.length)} more
          </Button>
        </p>
      )}
    </>
  );
}

/** Has the browser save a text as a file. */
function save(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
