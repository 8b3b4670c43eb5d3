/**
 * The markdown that the Temporal Web UI shows as a run's current details: where it stands and what a person can do, then
 * a table of its facts, then what happened last.
 */

/** A row of a table: its name and what it says; a row that says nothing is left out. */
export type Row = readonly [name: string, value: string | null];

/** A line of what happened; `at` is ISO. */
export interface Happened {
  readonly at: string;
  readonly text: string;
  readonly by: string | null;
}

/** What a page of details shows. */
export interface DetailsPage {
  readonly phase: string;
  /** What it waits for, in a sentence; null while it goes on by itself. */
  readonly wait: { readonly reason: string; readonly until: string | null; readonly verbs: readonly string[] } | null;
  /** The run's page in the dashboard; null where nobody said where that is. */
  readonly url: string | null;
  readonly rows: readonly Row[];
  /** Further lines, under the table. */
  readonly more?: readonly string[];
  readonly timeline: readonly Happened[];
}

const LAST_ENTRIES = 8;

/** Makes the page. */
export function detailsPage({ phase, wait, url, rows, more = [], timeline }: DetailsPage): string {
  // Lines of one paragraph: the Web UI leaves much space between two.
  const waiting = [
    ...(wait ? [oneLine(wait.reason)] : []),
    ...(wait?.until ? [`Until ${shortTime(wait.until)}.`] : []),
    ...(wait && wait.verbs.length > 0 ? [`A person can: ${wait.verbs.join(', ')}.`] : []),
  ];
  const lines = [
    `**${phase}**`,
    '',
    ...(wait ? [...waiting, ''] : []),
    ...(url === null ? [] : [`[Open it in the dashboard](${url})`, '']),
    '| | |',
    '|---|---|',
    ...rows.flatMap(([name, value]) => (value ? [`| ${name}${GAP} | ${cell(value)} |`] : [])),
    ...more,
    '',
    ...timeline
      .slice(-LAST_ENTRIES)
      .map(({ at, text, by }) => `- ${shortTime(at)}: ${oneLine(text)}${by ? ` (${by})` : ''}`),
  ];
  return shortened(lines.join('\n'));
}

/** A text that fits into a cell of a table. */
export const cell = (text: string): string => oneLine(text).replace(/\|/g, '\\|');

/** An evidence file by its folder and name: a whole path would push everything else off the page. */
export const fileName = (path: string | null): string | null => path && path.split('/').slice(-2).join('/');

/** An ISO time as people read it, to the second. */
export const shortTime = (iso: string): string => iso.replace('T', ' ').replace(/(\.\d+)?Z$/, ' UTC');

const oneLine = (text: string): string => text.replace(/\s+/g, ' ');

/** The Web UI sets table cells without any space between them. */
const GAP = '\u00a0\u00a0';

/** The server takes at most 20,000 bytes of details; ours are ASCII but for names, so half of that is safe. */
const MAX_LENGTH = 10_000;
const shortened = (text: string): string => (text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)}…` : text);
