/** Tables for people, as wide as the terminal and no wider. */
import Table from 'cli-table3';
import type { Cli } from '../cli';

/** Columns that a border with its padding takes. */
const FRAME = 3;
/** A last column is wrapped, but never made narrower than this. */
const NARROWEST = 24;

/** A table. On a terminal the last column wraps; elsewhere no line is broken, so that `grep` finds whole rows. */
export function formatTable(cli: Cli, head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) => Math.max(...[title, ...rows.map((row) => row[column] ?? '')].map(length)));
  const others = widths.slice(0, -1).reduce((sum, width) => sum + width + FRAME, 0);
  const last = cli.width === undefined ? Infinity : Math.max(NARROWEST, cli.width - others - FRAME - 1);
  const table = new Table({
    head: head.map(cli.paint.strong),
    style: { head: [], border: [], compact: true },
    ...(Number.isFinite(last)
      ? {
          wordWrap: true,
          colWidths: widths.map((width, i) => Math.min(width, i === head.length - 1 ? last : width) + 2),
        }
      : {}),
  });
  table.push(...rows.map((row) => [...row]));
  return table.toString();
}

// Colours take no room.
const ANSI = /\u001b\[[0-9;]*m/g;
const length = (text: string): number => text.replace(ANSI, '').length;
