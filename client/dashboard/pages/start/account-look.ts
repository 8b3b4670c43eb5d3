/** The look at the account that is being typed: asked for once its id is whole, and never shown for another id. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { accountQuery } from '../../server/accounts';
import type { AccountFacts } from '../../server/api';
import { unreadInWords } from '../../words/account';
import { isWholeId } from '../../words/ids';
import { faultOfTokenRef } from '../../words/faults';
import { useSettled } from './settled';

/** What there is to say of the account. */
export type AccountLook =
  /** The id is not whole. */
  | { readonly state: 'none' }
  | { readonly state: 'reading' }
  | { readonly state: 'known'; readonly facts: AccountFacts }
  | { readonly state: 'unread'; readonly text: string; readonly askAgain: () => void; readonly isAsking: boolean };

/** Looks at an account with one of the workers' tokens, by its name; an empty one is the default. */
export function useAccountLook(wabaId: string, tokenRef: string): AccountLook {
  const settledId = useSettled(wabaId);
  const settledRef = useSettled(tokenRef);
  const isAskable = isWholeId(wabaId) && faultOfTokenRef(tokenRef) === undefined;
  const isSettled = settledId === wabaId && settledRef === tokenRef;
  const query = accountQuery(settledId, settledRef);
  const { data, error, refetch, isFetching } = useQuery({ ...query, enabled: isAskable && isSettled });
  // A query that never had an answer forgets its error while it asks again: what is wrong stays to be read meanwhile.
  const asked = query.queryKey.join(' ');
  const [problem, setProblem] = useState<{ readonly asked: string; readonly error: Error }>();
  if (error !== null && error !== problem?.error) setProblem({ asked, error });

  if (!isAskable) return { state: 'none' };
  if (!isSettled) return { state: 'reading' };
  if (data !== undefined) return { state: 'known', facts: data };
  if (problem?.asked !== asked) return { state: 'reading' };
  const text = unreadInWords(problem.error, tokenRef);
  return { state: 'unread', text, askAgain: () => void refetch(), isAsking: isFetching };
}
