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

/** What a verb does to this operation. */
export function creditVerbWords(verb: CreditVerb, { operation, wabaId, businessId }: CreditState): CreditVerbWords {
  const account = `account ${wabaId ?? '?'}`;
  switch (verb) {
    case 'retry-verification':
      return {
        button: 'Look again',
        effect: `Reads again whether our line pays for ${account}. Nothing is written.`,
        isFinal: false,
      };
    case 'accept-as-is':
      return {
        button: 'Accept as it is',
        effect: 'Ends the operation as completed. Nothing more is written; what is left at Meta stays and is listed.',
        isFinal: false,
      };
    case 'retry-compensation':
      return {
        button: 'Take back again',
        effect: `Takes back what this share made, unless another account of ${businessId} lives on it.`,
        isFinal: true,
      };
    case 'confirm-radius':
      return {
        button: 'Revoke what is shown now',
        effect: `Every account of business ${businessId} that is listed loses our funding, at once.`,
        isFinal: true,
      };
    case 'cancel':
      return operation === 'share'
        ? { button: 'Cancel the share', effect: 'Takes back what this share made, then ends.', isFinal: false }
        : { button: 'Cancel the revoke', effect: 'Ends the revoke. Nothing has been deleted.', isFinal: false };
  }
}

/** "retry-verification reads again; cancel takes back …": a sentence that begins with a command. */
const COMMAND = /^(?:retry-verification|accept-as-is|retry-compensation|confirm-radius|cancel)\b/;

/** A text of a run without the sentences that say what to type: on a page those are buttons. */
export function withoutCommands(text: string): string {
  const kept = text.split(/(?<=[.!?…])\s+/).filter((each) => !COMMAND.test(each));
  return kept.length === 0 ? text : kept.join(' ');
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

/** How a revoke ended, record by record, as sentences. */
export function revokeReportInWords(report: NonNullable<NonNullable<CreditState['outcome']>['report']>): string[] {
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
