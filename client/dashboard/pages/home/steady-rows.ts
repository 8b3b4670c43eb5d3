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
  /** Rows that began after everything that is shown. */
  readonly held: number;
}

/** Brings what is shown up to date with a fresh list. */
export function steady<R extends Steady>(before: readonly ShownRow<R>[], fresh: readonly R[]): SteadyRows<R> {
  if (before.length === 0) return { shown: fresh.map((row) => ({ row, isGone: false })), held: 0 };
  const byRun = new Map(fresh.map((row) => [row.runId, row]));
  const newest = before.reduce((latest, { row }) => (row.startedAt > latest ? row.startedAt : latest), '');
  const kept = before.map(({ row }) => {
    const now = byRun.get(row.runId);
    byRun.delete(row.runId);
    return now === undefined ? { row, isGone: true } : { row: now, isGone: false };
  });
  const others = [...byRun.values()];
  const later = others.filter(({ startedAt }) => startedAt > newest);
  // Of another page, or moved into this filter: they push nothing when they come last.
  const appended = others.filter(({ startedAt }) => startedAt <= newest).map((row) => ({ row, isGone: false }));
  return { shown: [...kept, ...appended], held: later.length };
}
