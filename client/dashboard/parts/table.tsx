/**
 * Tables that become cards on a phone. The roles are said aloud because a table whose rows are laid out otherwise is none
 * to browsers any more.
 */
import type { ReactNode } from 'react';
import './table.css';

/** One column of a table of `R`. */
export interface Column<R> {
  readonly title: string;
  readonly cell: (row: R) => ReactNode;
  /** Figures stand at the end of their column. */
  readonly isFigure?: boolean;
  /** The column that takes what room is left, whatever is in it. */
  readonly isWide?: boolean;
  /** The column that names the row: the first line of its card. */
  readonly isName?: boolean;
}

/** What {@link Table} takes. */
export interface TableProps<R> {
  /** What the rows are, for who cannot see the heading above. */
  readonly label: string;
  readonly columns: readonly Column<R>[];
  readonly rows: readonly R[];
  readonly keyOf: (row: R) => string;
}

/** A table. */
export function Table<R>({ label, columns, rows, keyOf }: TableProps<R>) {
  return (
    <table className="table" role="table" aria-label={label}>
      <thead role="rowgroup">
        <tr role="row">
          {columns.map(({ title, isFigure, isWide }) => (
            <th
              key={title}
              role="columnheader"
              scope="col"
              className={isWide ? 'table-wide' : isFigure ? 'table-figure' : undefined}
            >
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((row) => (
          <tr key={keyOf(row)} role="row">
            {columns.map(({ title, cell, isFigure, isName }) => (
              <td
                key={title}
                role="cell"
                data-title={title}
                className={isName ? 'table-name' : isFigure ? 'table-figure figure' : undefined}
              >
                {cell(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
