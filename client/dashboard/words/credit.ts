/** Credit operations and funding in words. */
import type { BusinessCredit, CreditState, CreditVerb, Radius } from '../server/shapes';
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
export function operationTitle({ operation, wabaId, currency }: CreditState): string {
  if (operation === 'revoke') return 'Revoke of the funding of every account';
  return `Share for account ${wabaId ?? '?'}${currency === null ? '' : ` in ${currency}`}`;
}

/** A verb of an operation: what its button says, and what will happen. */
export interface CreditVerbWords {
  readonly button: string;
  readonly effect: string;
  /** Whether something is deleted that cannot be had back as it was. */
  readonly isFinal: boolean;
}

/** A share that moves by itself can be cancelled in these phases, though it asks for nothing. */
const CANCELLED_WHILE_MOVING: readonly CreditPhase[] = ['checking', 'writing', 'verifying'];
/** How the timeline begins to say that somebody wants a share to end. */
const TO_BE_CANCELLED = 'To be cancelled:';

/** Whether somebody has cancelled an operation that has not ended yet. */
export const isBeingCancelled = ({ outcome, phase, timeline }: CreditState): boolean =>
  outcome === null && phase !== 'compensating' && timeline.some(({ text }) => text.startsWith(TO_BE_CANCELLED));

/** The verbs that an operation takes now. */
export function creditVerbsOf(state: CreditState): readonly CreditVerb[] {
  const { operation, phase, waitingFor, outcome } = state;
  if (outcome !== null) return [];
  if (waitingFor !== null) return waitingFor.verbs;
  const mayBeCancelled = operation === 'share' && CANCELLED_WHILE_MOVING.includes(phase);
  return mayBeCancelled && !isBeingCancelled(state) ? ['cancel'] : [];
}

/** What a verb does to this operation. */
export function creditVerbWords(verb: CreditVerb, state: CreditState): CreditVerbWords {
  const { operation, wabaId, businessId } = state;
  const account = `account ${wabaId ?? '?'}`;
  switch (verb) {
    case 'retry-verification':
      return {
        button: 'Look again',
        effect: `Reads again whether our line pays for ${account}, and goes on from there.`,
        isFinal: false,
      };
    case 'accept-as-is':
      return {
        button: 'Accept as it is',
        effect: `Ends this share for ${account} as completed. Nothing more is written at Meta: what it made stays, and the outcome lists it.`,
        isFinal: false,
      };
    case 'retry-compensation':
      return {
        button: 'Take back again',
        effect: `Looks once more and takes back what this share made. Where another account of business ${businessId} lives on it, nothing is deleted and you are asked again.`,
        isFinal: true,
      };
    case 'confirm-radius':
      return {
        button: 'Revoke what is shown now',
        effect: `Every account of business ${businessId} that is listed loses our funding, at once.`,
        isFinal: true,
      };
    case 'cancel':
      return { button: `Cancel the ${operation}`, ...whatCancelDoes(state) };
  }
}

function whatCancelDoes({ operation, phase, wabaId, businessId }: CreditState): Omit<CreditVerbWords, 'button'> {
  if (operation === 'revoke')
    return { effect: `Ends the revoke. Nothing of business ${businessId} has been deleted.`, isFinal: false };
  if (phase === 'checking')
    return {
      effect: `Ends this share for account ${wabaId ?? '?'}. Nothing has been written at Meta yet.`,
      isFinal: false,
    };
  return {
    effect: `Takes back what this share for account ${wabaId ?? '?'} provably made, then ends it. Where another account lives on that, or nothing proves whose it is, nothing is deleted and you are asked.`,
    isFinal: true,
  };
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
