import fc from 'fast-check';
import {
  ALL_TRANSITIONS,
  PHASES,
  TERMINAL_PHASES,
  TRANSITIONS,
  isAllowedMove,
  isPhase,
  isTerminal,
  type Phase,
} from '../../../domain/phases';

type Table = Readonly<Record<string, readonly string[]>>;

/** Phases before `resume_migration` may have been sent. */
const BEFORE_CUT_OVER = ['assessing', 'initiating', 'cloning', 'verifying', 'awaiting-approval'];
const ENDS = ['assessed', 'completed', 'abandoned', 'rejected', 'failed'];

/** A walk along a table from `assessing`: each number picks one of the moves that are possible. */
function walk(table: Table, picks: readonly number[]): string[] {
  const seen = ['assessing'];
  for (const pick of picks) {
    const moves = table[seen.at(-1) ?? ''] ?? [];
    const next = moves[pick % Math.max(1, moves.length)];
    if (next === undefined) break;
    seen.push(next);
  }
  return seen;
}

/** What every walk along a table must show. Returns what is wrong with it, or undefined. */
function wrongWith(table: Table, path: readonly string[]): string | undefined {
  for (const [index, phase] of path.entries()) {
    const before = path[index - 1];
    if (!(phase in table)) return `${phase} is no phase`;
    if (before !== undefined && ENDS.includes(before)) return `${phase} follows the end ${before}`;
    if (BEFORE_CUT_OVER.includes(phase)) {
      for (const escape of ['needs-operator', 'abandoned']) {
        if (!table[phase]?.includes(escape)) return `${phase} has no way to ${escape}`;
      }
    }
    if (phase === 'completed' && before !== 'confirming') return `completed follows ${before}`;
    if (phase === 'rejected' && before !== 'cloning') return `rejected, Meta's word, follows ${before}`;
    if (
      phase === 'confirming' &&
      !path.slice(0, index).some((earlier) => ['cutting-over', 'needs-operator'].includes(earlier))
    )
      return 'confirming before any cut-over';
    if (phase === 'cutting-over' && before !== 'awaiting-approval' && before !== 'needs-operator')
      return `cutting-over follows ${before}, where nobody approves`;
  }
  const last = path.at(-1) ?? '';
  return table[last]?.length === 0 && !ENDS.includes(last) ? `${last} is a dead end` : undefined;
}

const checkTable = (table: Table) =>
  fc.check(
    fc.property(
      fc.array(fc.nat(1_000), { maxLength: 40 }),
      (picks) => wrongWith(table, walk(table, picks)) === undefined,
    ),
    { numRuns: 500, seed: 20261122 },
  );

describe('the table of phases', () => {
  test('ends in exactly the five terminal phases', () => {
    expect(TERMINAL_PHASES).toEqual(ENDS);
    expect(PHASES.filter(isTerminal)).toEqual(ENDS);
  });

  test('moves only to phases that exist, and never to the phase itself', () => {
    for (const { from, to } of ALL_TRANSITIONS) {
      expect(PHASES).toContain(to);
      expect(to).not.toBe(from);
    }
  });

  test('lists no move twice', () => {
    const moves = ALL_TRANSITIONS.map(({ from, to }) => `${from}>${to}`);
    expect(new Set(moves).size).toBe(moves.length);
  });

  test('reaches every phase from assessing, and an end from every phase', () => {
    const reach = (start: Phase): Set<Phase> => {
      const seen = new Set<Phase>([start]);
      for (const phase of seen) for (const next of TRANSITIONS[phase]) seen.add(next);
      return seen;
    };
    expect([...reach('assessing')].sort()).toEqual([...PHASES].sort());
    for (const phase of PHASES) expect([...reach(phase)].some(isTerminal)).toBe(true);
  });

  test('lets a run be stopped by a person from every phase before the cut-over', () => {
    for (const phase of BEFORE_CUT_OVER as Phase[]) {
      expect(isAllowedMove(phase, 'needs-operator')).toBe(true);
      expect(isAllowedMove(phase, 'abandoned')).toBe(true);
    }
    expect(isAllowedMove('confirming', 'abandoned')).toBe(false);
  });

  test('allows exactly the listed moves of all pairs', () => {
    const listed = new Set(ALL_TRANSITIONS.map(({ from, to }) => `${from}>${to}`));
    for (const from of PHASES) {
      for (const to of PHASES) expect(isAllowedMove(from, to)).toBe(listed.has(`${from}>${to}`));
    }
  });

  test('knows its own names and no others', () => {
    expect(PHASES.every(isPhase)).toBe(true);
    for (const text of ['', 'Assessing', 'done', 'toString']) expect(isPhase(text)).toBe(false);
  });
});

describe('every walk along the table', () => {
  test('keeps the order of a migration', () => {
    expect(checkTable(TRANSITIONS)).toMatchObject({ failed: false });
  });

  const changed = (phase: Phase, moves: readonly string[]): Table => ({ ...TRANSITIONS, [phase]: moves });
  test.each<{ bug: string; table: Table }>([
    { bug: 'an end that goes on', table: changed('completed', ['verifying']) },
    {
      bug: 'a cut-over without an approval',
      table: changed('verifying', ['cutting-over', 'needs-operator', 'abandoned']),
    },
    { bug: 'completed without a confirmation', table: changed('cutting-over', ['completed']) },
    { bug: 'a misspelt phase', table: changed('initiating', ['clonning', 'needs-operator', 'abandoned']) },
    { bug: 'a phase that nobody can stop', table: changed('cloning', ['verifying', 'rejected', 'failed']) },
    { bug: 'a dead end', table: changed('needs-operator', []) },
    {
      bug: 'a rejection that is not of Meta',
      table: changed('awaiting-approval', ['rejected', 'needs-operator', 'abandoned']),
    },
  ])('is seen to break with $bug', ({ table }) => {
    expect(checkTable(table)).toMatchObject({ failed: true });
  });
});
