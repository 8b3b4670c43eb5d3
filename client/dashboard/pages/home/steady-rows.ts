/**
 * Rows that do not move under the pointer: what is shown keeps its place, and what is new waits until the reader asks for
 * it. Pure, so that the rule can be tried without a browser.
 */

/** What a row is told apart by, and when it came to be. */
export interface Steady {
  readonly runId: string;
  readonly startedAt: string;
}

/** A row that is shown; one that the list no longer has stays where it was, with what was last known. */
export interface ShownRow<R> {
  readonly row: R;
  readonly isGone: boolean;
}

/** What to show, and what is held back. */
export interface SteadyRows<R> {
  readonly shown: readonly ShownRow<R>[];
  /** Run ids of the rows that came to be since, and wait until the reader asks for them. */
  readonly held: ReadonlySet<string>;
}

/** Before there was a list. */
export const NO_ROWS: SteadyRows<never> = { shown: [], held: new Set() };

/**
 * Brings what is shown up to date with a fresh list. The list has open runs before closed ones, each newest first, so that a
 * row of a later page may have begun after all that are shown: new is only what stands among these, where there was nothing.
 */
export function steady<R extends Steady>(before: SteadyRows<R>, fresh: readonly R[]): SteadyRows<R> {
  const here = (row: R): ShownRow<R> => ({ row, isGone: false });
  if (before.shown.length === 0) return { shown: fresh.map(here), held: NO_ROWS.held };
  const byRun = new Map(fresh.map((row) => [row.runId, row]));
  const known = new Set(before.shown.map(({ row }) => row.runId));
  const newest = before.shown.reduce((latest, { row }) => (row.startedAt > latest ? row.startedAt : latest), '');
  const last = fresh.findLastIndex(({ runId }) => known.has(runId));
  const isNew = ({ runId, startedAt }: R, index: number): boolean =>
    before.held.has(runId) || (startedAt > newest && (index < last || last === -1));
  const kept = before.shown.map(({ row }): ShownRow<R> => {
    const now = byRun.get(row.runId);
    return now === undefined ? { row, isGone: true } : here(now);
  });
  const held = new Set(
    fresh.filter((row, index) => !known.has(row.runId) && isNew(row, index)).map((row) => row.runId),
  );
  // Of another page, or moved into this filter: they push nothing when they come last.
  const appended = fresh.filter(({ runId }) => !known.has(runId) && !held.has(runId)).map(here);
  return { shown: [...kept, ...appended], held };
}
