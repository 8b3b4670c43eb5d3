/**
 * The least that a migration must ask of Meta: one whole look at the source before it begins, one at both sides for the
 * verification, one cheap look right before the numbers move, one at their places afterwards, the two writes, and the
 * polls in between. `docs/benchmarks.md` says the same in words.
 */

/** Items that Graph gives in one page. */
const PAGE_SIZE = 100;

/** What a call is for; the kinds are those of the Graph API, whoever asks. */
export const CALL_KINDS = [
  'token',
  'account',
  'numbers',
  'templates',
  'flows',
  'apps',
  'users',
  'credit lines',
  'allocations',
  "the owner's accounts",
  'migration status',
  'initiate',
  'resume',
  'other',
] as const;
export type CallKind = (typeof CALL_KINDS)[number];

/** Calls by kind. */
export type CallCounts = Readonly<Record<CallKind, number>>;

/** What the minimum depends on. */
export interface Migrated {
  readonly numbers: number;
  readonly templates: number;
  readonly flows: number;
  /** Portfolios whose users are compared, one call each. */
  readonly portfolios: number;
  /** Our lines of credit, whose allocations tell who pays. */
  readonly creditLines: number;
  /** Looks at the migration status while Meta clones and while the numbers move: two at least. */
  readonly polls: number;
  /** Looks at the places of the numbers after the move: one at least. */
  readonly confirmations: number;
}

/** Pages of a list: an empty one is read too. */
const pages = (items: number): number => Math.max(1, Math.ceil(items / PAGE_SIZE));

/** The minimum of a run with approval that goes through, by kind; the terms go assess, verify, cut-over, confirm. */
export function minimumCalls(of: Migrated): CallCounts {
  const numbers = pages(of.numbers);
  const noNumbers = pages(0);
  return {
    token: 1,
    account: 1 + 2 + 1 + 1,
    numbers: numbers + (numbers + noNumbers) + (numbers + noNumbers) + of.confirmations * (noNumbers + numbers),
    // Before the cut-over and afterwards totals are enough.
    templates: pages(of.templates) + 2 * pages(of.templates) + 2 + 1,
    flows: pages(of.flows) + 2 * pages(of.flows),
    apps: 1 + 2 + 1,
    users: of.portfolios + 2 * of.portfolios,
    'credit lines': 1,
    // The clone's funding is looked up on the one line that was named.
    allocations: of.creditLines + 1 + 1,
    // Accounts that the owner has, and those that share theirs with us: an unknown clone may be in either.
    "the owner's accounts": 2,
    'migration status': of.polls + 1 + 1,
    initiate: 1,
    resume: 1,
    other: 0,
  };
}

/** The sum over all kinds. */
export function totalOf(counts: CallCounts): number {
  return CALL_KINDS.reduce((sum, kind) => sum + counts[kind], 0);
}
