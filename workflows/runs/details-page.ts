/** The markdown that the Temporal Web UI shows as a run's current details: a table, then what happened last. */

/** A row of a table: its name and what it says; a row that says nothing is left out. */
export type Row = readonly [name: string, value: string | null];

/** A line of what happened. */
export interface Happened {
  readonly at: string;
  readonly text: string;
  readonly by: string | null;
}

const LAST_ENTRIES = 8;

/** A page of details: the facts of a run, further lines, the last of what happened. */
export function detailsPage(rows: readonly Row[], timeline: readonly Happened[], more: readonly string[] = []): string {
  const lines = [
    '| | |',
    '|---|---|',
    ...rows.flatMap(([name, value]) => (value ? [`| ${name}${GAP} | ${cell(value)} |`] : [])),
    ...more,
    '',
    ...timeline.slice(-LAST_ENTRIES).map(({ at, text, by }) => `- ${at} ${text}${by ? ` (${by})` : ''}`),
  ];
  return shortened(lines.join('\n'));
}

/** A text that fits into a cell of a table. */
export const cell = (text: string): string => text.replace(/\|/g, '\\|').replace(/\s+/g, ' ');

/** The Web UI sets table cells without any space between them. */
const GAP = '\u00a0\u00a0';

/** The server takes at most 20,000 bytes of details; ours are ASCII but for names, so half of that is safe. */
const MAX_LENGTH = 10_000;
const shortened = (text: string): string => (text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)}…` : text);
