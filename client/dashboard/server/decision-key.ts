/** Sending a decision: sent again after an answer that did not come, it is taken once. */
import { useRef } from 'react';
import { idempotencyKey } from './api';
import { isProblemOf, ProblemError, UNANSWERED, UNREACHABLE } from './problem';

/** Answers, for as long as the component stands, with one key for each decision, however often that is sent. */
export function useDecisionKey(): (decision: unknown) => string {
  const keys = useRef(new Map<string, string>());
  return (decision) => {
    const text = JSON.stringify(decision);
    const key = keys.current.get(text) ?? idempotencyKey();
    keys.current.set(text, key);
    return key;
  };
}

/** What no answer came to may have been taken: no page finds out by itself, and no harm is in sending it again. */
export function sayUnanswered(error: unknown): never {
  if (!isProblemOf(error, UNREACHABLE)) throw error;
  const said = {
    type: UNANSWERED,
    title: 'No answer came to your decision',
    detail: 'Whether it has been taken is not known: the server is away, or the network is.',
    fix: 'Send it again when the server is back: it is taken once, however often it is sent.',
  };
  throw new ProblemError({ ...error.problem, ...said }, { cause: error });
}
