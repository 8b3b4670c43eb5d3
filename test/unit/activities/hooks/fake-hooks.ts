/** Hooks in memory: they answer as they are told, and keep what they were sent. */
import type { HookAnswer, HookReceiver, Hooks } from '../../../../activities/hooks';

/** A receiver in memory. */
export interface FakeReceiver extends HookReceiver {
  readonly posts: { readonly id: string; readonly body: unknown }[];
  /** What it answers next; the last answer repeats. */
  answers: HookAnswer[];
}

export const ACCEPTED = { kind: 'accepted' } as const;
export const REFUSED = { kind: 'refused', why: 'hooks.test answered 404' } as const;
export const SILENT = { kind: 'unanswered', why: 'hooks.test answered 503' } as const;

/** A receiver that accepts unless it is told otherwise. */
export function fakeReceiver(host: string, ...answers: HookAnswer[]): FakeReceiver {
  const receiver: FakeReceiver = {
    host,
    key: `key-of-${host}`,
    posts: [],
    answers: answers.length > 0 ? answers : [ACCEPTED],
    post: async (id, body) => {
      receiver.posts.push({ id, body });
      return (receiver.answers.length > 1 ? receiver.answers.shift() : receiver.answers[0]) ?? ACCEPTED;
    },
  };
  return receiver;
}

/** Hooks with these receivers. */
export function fakeHooks(more: Partial<Hooks>): Hooks {
  return { routing: undefined, notified: [], linkTo: ({ wabaId }) => `https://ops.test/${wabaId}`, ...more };
}
