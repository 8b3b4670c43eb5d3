/** Every old id with its new one, as people search it and as a file that other systems can read. */
import type { Evidence, StateDocument } from '../../server/shapes';
import { csvOf } from '../../words/csv';

/** One thing that has an id on both sides. */
export interface IdRow {
  readonly kind: 'account' | 'number' | 'template' | 'flow';
  readonly name: string;
  readonly source: string;
  readonly clone: string | null;
}

type Told = Pick<StateDocument, 'wabaId' | 'destinationWabaId' | 'report'>;

/** The rows: templates and Flows stand only in the evidence file, and are left out without one. */
export function idRows({ wabaId, destinationWabaId, report }: Told, evidence: Evidence | undefined): readonly IdRow[] {
  const { templates = [], flows = [] } = evidence?.idMap ?? {};
  return [
    { kind: 'account', name: 'WhatsApp Business Account', source: wabaId, clone: destinationWabaId },
    ...(report?.idMap.phones ?? []).map(({ digits, sourceId, cloneId }): IdRow => ({
      kind: 'number',
      name: `+${digits}`,
      source: sourceId,
      clone: cloneId,
    })),
    ...templates.map(({ key, source, clone }): IdRow => ({ kind: 'template', name: key, source, clone })),
    ...flows.map(({ name, source, clone }): IdRow => ({ kind: 'flow', name, source, clone })),
  ];
}

/** The rows that hold a text somewhere, whatever its case. */
export function searched(rows: readonly IdRow[], text: string): readonly IdRow[] {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return rows;
  return rows.filter((row) =>
    [row.kind, row.name, row.source, row.clone ?? ''].some((part) => part.toLowerCase().includes(wanted)),
  );
}

/** The rows as CSV. Digits of a number come without the plus, as Meta's ids do. */
export const idCsv = (rows: readonly IdRow[]): string =>
  csvOf([
    ['kind', 'name', 'old_id', 'new_id'],
    ...rows.map(({ kind, name, source, clone }) => [kind, name.replace(/^\+/, ''), source, clone ?? '']),
  ]);
