/** Which rows keep their place while the list changes, and which are said to have left it. */
import { inPlace, NO_ROWS, steady, type SteadyRows } from '../../../client/dashboard/pages/home/steady-rows';

interface Row {
  readonly runId: string;
  readonly startedAt: string;
  readonly phase?: string;
}
const row = (runId: string, at: number, phase?: string): Row => ({
  runId,
  startedAt: `2026-11-22T10:00:0${at}Z`,
  ...(phase && { phase }),
});
/** An answer that no page follows, and one of the loaded pages alone. */
const whole = (rows: readonly Row[]) => ({ rows, hasMore: false });
const part = (rows: readonly Row[]) => ({ rows, hasMore: true });
const ids = ({ shown }: SteadyRows<Row>): string[] => shown.map((each) => each.row.runId);

const goneOf = ({ shown }: SteadyRows<Row>): string[] =>
  shown.filter(({ isGone }) => isGone).map((each) => each.row.runId);

describe('rows that somebody points at', () => {
  const before = steady(NO_ROWS, whole([row('b', 2), row('a', 1)]));

  it('stay where they are while they change, whatever order the list has now', () => {
    const after = steady(before, whole([row('a', 1, 'cloning'), row('b', 2, 'completed')]));
    expect(ids(after)).toEqual(['b', 'a']);
    expect(after.shown.map((each) => each.row.phase)).toEqual(['completed', 'cloning']);
  });

  it('are not pushed by runs that begin later, which are counted', () => {
    const after = steady(before, whole([row('d', 4), row('c', 3), row('b', 2), row('a', 1)]));
    expect([ids(after), after.held.size]).toEqual([['b', 'a'], 2]);
  });

  it('are followed by those of the next page', () => {
    const after = steady(before, whole([row('b', 2), row('a', 1), row('older', 0)]));
    expect([ids(after), after.held.size]).toEqual([['b', 'a', 'older'], 0]);
  });

  it('are followed by those of the next page also where these began later, since open runs come before closed ones', () => {
    const after = steady(before, whole([row('b', 2), row('a', 1), row('closed', 4), row('older', 0)]));
    expect([ids(after), after.held.size]).toEqual([['b', 'a', 'closed', 'older'], 0]);
  });

  it('are followed by the newest of the closed runs, too, when a run that closes leaves it room on the page', () => {
    const after = steady(before, whole([row('a', 1), row('closed', 4)]));
    expect([ids(after), after.held.size]).toEqual([['b', 'a', 'closed'], 0]);
  });

  it('hold back a run that began later for as long as nobody asked for it, and has closed meanwhile', () => {
    const open = steady(before, whole([row('c', 3), row('b', 2), row('a', 1)]));
    const closed = steady(open, whole([row('b', 2), row('a', 1), row('c', 3, 'completed'), row('older', 0)]));
    expect([ids(closed), [...closed.held]]).toEqual([['b', 'a', 'older'], ['c']]);
  });

  it('hold back nothing that the list no longer has', () => {
    const open = steady(before, whole([row('c', 3), row('b', 2), row('a', 1)]));
    expect(steady(open, whole([row('b', 2), row('a', 1)])).held.size).toBe(0);
  });

  it('keep their place, and say so, when the list no longer has them', () => {
    const after = steady(before, whole([row('a', 1)]));
    expect(after.shown.map(({ row: { runId }, isGone }) => [runId, isGone])).toEqual([
      ['b', true],
      ['a', false],
    ]);
  });

  it('give way to the first rows of a list that was empty', () => {
    expect(ids(steady(NO_ROWS, whole([row('a', 1)])))).toEqual(['a']);
  });

  it('are not said to have gone when new runs push them to a page that is not loaded', () => {
    const pages = steady(NO_ROWS, part([row('b', 2), row('a', 1)]));
    const one = steady(pages, part([row('c', 3), row('b', 2)]));
    const two = steady(one, part([row('d', 4), row('c', 3)]));
    expect([ids(two), goneOf(one), goneOf(two)]).toEqual([['b', 'a'], [], []]);
  });

  it('have gone, whatever page follows, where one that stood after them is still there', () => {
    const pages = steady(NO_ROWS, part([row('c', 3), row('b', 2), row('a', 1)]));
    const one = steady(pages, part([row('d', 4), row('c', 3), row('a', 1)]));
    expect(goneOf(one)).toEqual(['b']);
    // And stay so when what proved it is pushed out as well, until the list has them again.
    const two = steady(one, part([row('f', 6), row('e', 5), row('d', 4)]));
    expect(goneOf(two)).toEqual(['b']);
    expect(goneOf(steady(two, part([row('c', 3), row('b', 2), row('a', 1)])))).toEqual([]);
  });

  it('have gone where they were pushed out and are not on the last page either', () => {
    const pages = steady(NO_ROWS, part([row('b', 2), row('a', 1)]));
    const pushed = steady(pages, part([row('c', 3), row('b', 2)]));
    expect(goneOf(steady(pushed, whole([row('c', 3), row('b', 2)])))).toEqual(['a']);
  });

  it('have not gone where the one that is shown after them stands before them in the list', () => {
    const pages = steady(NO_ROWS, part([row('d', 4), row('a', 1)]));
    // It came into the filter: shown last, though the list has it further up.
    const more = steady(pages, part([row('d', 4), row('c', 3), row('a', 1)]));
    const pushed = steady(more, part([row('e', 5), row('d', 4), row('c', 3)]));
    expect([ids(pushed), goneOf(pushed)]).toEqual([['d', 'a', 'c'], []]);
  });
});

describe('rows with buttons, that all have to be shown', () => {
  const order = (before: readonly string[], ...fresh: readonly Row[]): string[] =>
    inPlace(before, fresh).map(({ runId }) => runId);

  it('come in the order of the list at first', () => {
    expect(order([], row('b', 2), row('a', 1))).toEqual(['b', 'a']);
  });

  it('keep their order when others come, which stand below them whether they began later or earlier', () => {
    expect(order(['c', 'b'], row('d', 4), row('c', 3), row('b', 2), row('a', 1))).toEqual(['c', 'b', 'd', 'a']);
  });

  it('keep the order that they were shown in, whatever order the list has', () => {
    expect(order(['c', 'b', 'd'], row('d', 4), row('c', 3), row('b', 2))).toEqual(['c', 'b', 'd']);
  });

  it('give up their place when they leave, and stand below when they come again', () => {
    expect(order(['c', 'b', 'a'], row('c', 3), row('a', 1))).toEqual(['c', 'a']);
    expect(order(['c', 'a'], row('c', 3), row('b', 2), row('a', 1))).toEqual(['c', 'a', 'b']);
  });
});
