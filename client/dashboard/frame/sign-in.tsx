/** The sign-in: a key of this server, given once, and kept by the browser as a cookie that no page can read. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { api, ask, keepToken } from '../server/api';
import { isProblemOf, type ProblemError } from '../server/problem';
import { KEYS } from '../server/keys';
import { sessionQuery } from '../server/queries';
import { Button } from '../parts/button';
import { Field } from '../parts/field';
import { documentOf, ProblemPanel } from '../parts/problem-panel';
import { sentence } from '../words/text';
import './sign-in.css';

/** The whole page, for a reader who has no session. */
export function SignInPage() {
  return (
    <main className="sign-in">
      <h1>Sign in to WABA migrations</h1>
      <SignInForm />
      <p className="muted small">
        Keys are made on the server: <code>wabactl keys create --name you --role operator</code>. A session lasts twelve
        hours at most, and ends with its key.
      </p>
    </main>
  );
}

/** Asks for a key, and signs in with it. */
export function SignInForm() {
  const client = useQueryClient();
  const [key, setKey] = useState('');
  const signIn = useMutation({
    mutationKey: ['sign-in'],
    mutationFn: () => ask(api.POST('/v1/session', { body: { key: key.trim() } })),
    onSuccess: async (session) => {
      keepToken(session.csrfToken);
      client.setQueryData(sessionQuery.queryKey, session);
      await client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== KEYS.session[0] });
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (key.trim() !== '') signIn.mutate();
  };
  const wrongKey = isProblemOf(signIn.error, 'unauthorized', 'invalid-input') ? sayWrongKey(signIn.error) : undefined;
  return (
    <form className="sign-in-form" onSubmit={submit}>
      <Field
        label="API key"
        type="password"
        isMono
        autoFocus
        autoComplete="current-password"
        value={key}
        onChange={setKey}
        error={wrongKey}
      />
      {signIn.error !== null && wrongKey === undefined && <ProblemPanel error={signIn.error} isUrgent />}
      <Button type="submit" kind="primary" isBusy={signIn.isPending}>
        Sign in
      </Button>
    </form>
  );
}

function sayWrongKey(error: ProblemError): string {
  const { detail, fix } = documentOf(error);
  return `${sentence(detail)} ${sentence(fix ?? '')}`.trim();
}
