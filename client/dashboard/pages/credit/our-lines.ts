/** Our lines of credit, as forms ask for them. */
import { useQuery } from '@tanstack/react-query';
import { useLastError } from '../../frame/again';
import type { CreditLines } from '../../server/api';
import { creditLinesQuery } from '../../server/credit';

/** What Meta said of our lines. */
export interface OurLines {
  readonly data: CreditLines | undefined;
  /** Why they could not be read, also while they are asked for again; null where they were. */
  readonly problem: Error | null;
  /** Whether there is an answer, or a problem: once that is so it stays so. */
  readonly isAnswered: boolean;
  readonly askAgain: () => void;
}

/** Asks for them. */
export function useOurLines(): OurLines {
  const { data, error, refetch } = useQuery(creditLinesQuery);
  const problem = useLastError(error);
  return { data, problem, isAnswered: data !== undefined || problem !== null, askAgain: () => void refetch() };
}
