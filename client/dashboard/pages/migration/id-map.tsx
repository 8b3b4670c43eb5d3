/** Old ids and new ones, searchable, and as CSV. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../../parts/button';
import { Card, Empty } from '../../parts/card';
import { Field } from '../../parts/field';
import { Id } from '../../parts/id';
import { Table, type Column } from '../../parts/table';
import type { StateDocument } from '../../server/api';
import { counted, figure } from '../../words/text';
import { evidenceQuery, hasEvidence } from './evidence';
import { idCsv, idRows, searched, type IdRow } from './id-rows';

const KINDS: Readonly<Record<IdRow['kind'], string>> = {
  account: 'Account',
  number: 'Number',
  template: 'Template',
  flow: 'Flow',
};
const SHOWN = 10;

const COLUMNS: readonly Column<IdRow>[] = [
  { title: 'Name', isName: true, cell: ({ name }) => <strong className="examples">{name}</strong> },
  { title: 'What', cell: ({ kind }) => KINDS[kind] },
  { title: 'Old id', cell: ({ source }) => <Id value={source} of="old id" /> },
  {
    title: 'New id',
    cell: ({ clone, kind }) =>
      clone === null ? (
        <span className="muted">{kind === 'number' ? 'not yet' : 'none'}</span>
      ) : (
        <Id value={clone} of="new id" />
      ),
  },
];

/** The card; nothing before there is a clone. */
export function IdMap({ state, dryRun }: { readonly state: StateDocument; readonly dryRun: boolean }) {
  const { data: evidence, error } = useQuery({
    ...evidenceQuery(state.wabaId, { dryRun }),
    enabled: hasEvidence(state),
  });
  const [text, setText] = useState('');
  const [showsAll, setShowsAll] = useState(false);
  if (state.destinationWabaId === null) return null;
  const rows = idRows(state, evidence);
  const found = searched(rows, text);
  const shown = showsAll ? found : found.slice(0, SHOWN);
  return (
    <Card
      title="Id map"
      note={counted(rows.length, 'id')}
      actions={<Button onPress={() => save(`${state.wabaId}-ids.csv`, idCsv(rows))}>Download as CSV</Button>}
      isFlush
    >
      <div className="id-search">
        <Field label="Search ids and names" value={text} onChange={setText} autoComplete="off" />
        {error !== null && (
          <p className="muted small">Templates and Flows are missing here: the evidence file could not be read.</p>
        )}
      </div>
      {found.length === 0 ? (
        <Empty title="No id and no name holds that" />
      ) : (
        <Table
          label="Old and new ids"
          columns={COLUMNS}
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
    </Card>
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
