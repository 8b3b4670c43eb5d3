/**
 * Who is signed in, for every page. Where nobody is, the sign-in stands in the page's place, under the page's own address.
 * A session that ends while somebody works is renewed in a dialog over the page, so that what was typed is kept.
 */
import { useMutation, useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { Permission, Role } from '../server/api';
import { api, ask, keepToken } from '../server/api';
import { aboutQuery, meQuery, sessionQuery } from '../server/queries';
import { ProblemPanel } from '../parts/problem-panel';
import { Dialog } from '../parts/dialog';
import { listed } from '../words/text';
import { useAgain, useLastError } from './again';
import { SignInForm, SignInPage } from './sign-in';
import './sign-in.css';

/** Shows its children to somebody who is signed in, and the sign-in to everybody else. */
export function SessionGate({ children }: { readonly children: ReactNode }) {
  const { data: session, error: lastError, refetch } = useQuery(sessionQuery);
  const error = useLastError(lastError);
  const [wasIn, setWasIn] = useState(false);
  if (session != null && !wasIn) setWasIn(true);
  if (session === undefined) {
    if (error === null) return null;
    return <ServerAway error={error} onRetry={() => void refetch()} />;
  }
  if (session === null && !wasIn) return <SignInPage />;
  return (
    <>
      {children}
      <Dialog title="Your session has ended" isOpen={session === null} onClose={() => undefined} isStubborn>
        <p>Sign in again to go on. What you typed is kept.</p>
        <SignInForm />
      </Dialog>
    </>
  );
}

/** The whole page, where not even who reads it could be asked. */
export function ServerAway({ error, onRetry }: { readonly error: unknown; readonly onRetry: () => void }) {
  useAgain(error, onRetry);
  return (
    <main className="sign-in">
      <h1>WABA migrations</h1>
      <ProblemPanel error={error} onRetry={onRetry} />
    </main>
  );
}

/** Signs out; the pages that were shown are forgotten with the session. */
export function useSignOut() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => ask(api.DELETE('/v1/session')),
    onSuccess: () => {
      keepToken(null);
      // Nothing of the last reader is left for the next one.
      globalThis.location.assign('/');
      client.clear();
    },
  });
}

/** What a reader may do. */
export interface Rights {
  readonly name: string;
  readonly role: Role;
  readonly may: (permission: Permission) => boolean;
  /** Who could, as words: "an approver or an admin". */
  readonly whoCould: (permission: Permission) => string;
}

/** What who is signed in may do; suspends until it is known. */
export function useRights(): Rights {
  const { data: me } = useSuspenseQuery(meQuery);
  const { data: about } = useSuspenseQuery(aboutQuery);
  return {
    name: me.name,
    role: me.role,
    may: (permission) => me.permissions.includes(permission),
    whoCould: (permission) =>
      listed(
        about.permissions[permission].map((role) => (/^[aeiou]/.test(role) ? `an ${role}` : `a ${role}`)),
        'or',
      ),
  };
}
