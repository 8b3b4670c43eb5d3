/** Credit operations and funding in words. */
import type { BusinessCredit, CreditState, Radius } from '../server/shapes';
import type { Tone } from './phases';
import { counted, listed, sentence } from './text';

/** A phase of a credit operation. */
export type CreditPhase = CreditState['phase'];
/** An account and what pays for it. */
export type FundedAccount = BusinessCredit['wabas'][number];
/** A record by which one of our lines pays for a business. */
export type Allocation = BusinessCredit['allocations'][number];

/** How an operation ended. */
export type Outcome = NonNullable<CreditState['outcome']>;

/** What each phase is called and how it is shown. */
export const CREDIT_PHASE_WORDS: Readonly<Record<CreditPhase, { readonly word: string; readonly tone: Tone }>> = {
  checking: { word: 'Checking', tone: 'blue' },
  writing: { word: 'Writing', tone: 'blue' },
  verifying: { word: 'Verifying', tone: 'blue' },
  compensating: { word: 'Taking back', tone: 'blue' },
  'needs-operator': { word: 'Needs a person', tone: 'amber' },
  completed: { word: 'Completed', tone: 'green' },
  refused: { word: 'Refused', tone: 'red' },
  compensated: { word: 'Taken back', tone: 'grey' },
  failed: { word: 'Failed', tone: 'red' },
};

/** What pays for an account, as a badge says it. */
export const FUNDING_WORDS: Readonly<
  Record<FundedAccount['fundedBy'], { readonly word: string; readonly tone: Tone }>
> = {
  'our-line': { word: 'Our line', tone: 'green' },
  other: { word: 'Another payer', tone: 'grey' },
  nobody: { word: 'Nobody', tone: 'amber' },
  unreadable: { word: 'Cannot be read', tone: 'amber' },
};

/** What an operation does, as a heading says it. */
export function operationTitle({
  operation,
  wabaId,
  currency,
}: Pick<CreditState, 'operation' | 'wabaId' | 'currency'>): string {
  if (operation === 'revoke') return 'Revoke of the funding of every account';
  return `Share for account ${wabaId ?? '?'}${currency === null ? '' : ` in ${currency}`}`;
}

/** Whether a record has been revoked; only `DELETED` is documented. */
export const isRevoked = ({ status }: Pick<Allocation, 'status'>): boolean => status?.toUpperCase() === 'DELETED';

/** What a revoke would do, in a sentence. */
export function radiusInWords({ numbers, wabas, allocations }: Radius): string {
  const live = allocations.filter((allocation) => !isRevoked(allocation));
  if (live.length === 0) return 'There is nothing to revoke: no line of ours pays for this business.';
  const losing = wabas.filter(({ fundedBy }) => fundedBy === 'our-line' || fundedBy === 'unreadable');
  const records = counted(live.length, 'sharing record');
  if (losing.length === 0)
    return `${records} will be deleted. Meta shows no account that ${live.length === 1 ? 'it pays' : 'they pay'} for.`;
  return `${counted(losing.length, 'account')} ${losing.length === 1 ? 'loses' : 'lose'} our funding and ${counted(numbers, 'phone number')} ${numbers === 1 ? 'stops' : 'stop'} sending. ${records} will be deleted.`;
}

const THINGS = { allocation: 'Sharing record', 'system-user': 'The assignment of system user' } as const;

/** What a share made, took back and left, thing by thing, as sentences. */
export function sharedThingsInWords({ made, undone, left }: Outcome): string[] {
  const has = (things: Outcome['made'], { kind, id }: Outcome['made'][number]): boolean =>
    things.some((each) => each.kind === kind && each.id === id);
  const told = made.map((thing) => {
    const end = has(undone, thing) ? ' and taken back' : has(left, thing) ? ' and is left at Meta' : '';
    return `${THINGS[thing.kind]} ${thing.id} was made${end}.`;
  });
  const others = left.filter((thing) => !has(made, thing));
  return [
    ...told,
    ...others.map(({ kind, id }) => `${THINGS[kind]} ${id} is left at Meta, not provably made by this share.`),
  ];
}

/** How a revoke ended, record by record, as sentences. */
export function revokeReportInWords(report: NonNullable<Outcome['report']>): string[] {
  const { revoked, alreadyRevoked, failed, notAttributable } = report;
  const of = (ids: readonly string[], what: string): string[] =>
    ids.length === 0 ? [] : [`${counted(ids.length, 'record')} ${what}: ${listed(ids, 'and')}.`];
  return [
    ...of(revoked, 'revoked'),
    ...of(alreadyRevoked, 'revoked before'),
    ...failed.map(({ id, why }) => `Record ${id} is not revoked. ${sentence(why)}`),
    ...of(notAttributable, 'left alone, since Meta does not show whose'),
  ];
}

/** The businesses that a line's records name, each with its records; those of nobody that Meta shows come last. */
export function byBusiness<A extends { readonly receivingBusinessId: string | null }>(
  allocations: readonly A[],
): { readonly businessId: string | null; readonly allocations: readonly A[] }[] {
  const groups = new Map<string | null, A[]>();
  for (const allocation of allocations) {
    const group = groups.get(allocation.receivingBusinessId);
    if (group === undefined) groups.set(allocation.receivingBusinessId, [allocation]);
    else group.push(allocation);
  }
  return [...groups]
    .map(([businessId, of]) => ({ businessId, allocations: of }))
    .sort((a, b) => Number(a.businessId === null) - Number(b.businessId === null));
}
