/** The same decision sent again, after an answer that did not come, is taken once. */
import { useRef } from 'react';
import { idempotencyKey } from './api';

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
