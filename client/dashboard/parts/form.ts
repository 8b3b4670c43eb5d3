/** What forms have in common: values, what is wrong with them as they are typed, and what the server said of them. */
import { useEffect, useRef, useState, type RefObject } from 'react';
import { ProblemError } from '../server/problem';
import { sentence } from '../words/text';
import type { Faults } from '../words/faults';

/** What binds a text field to a form. */
export interface BoundText {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly error: string | undefined;
}

/** The names of values that are texts. */
export type TextName<T> = { [K in keyof T]: string extends T[K] ? K : never }[keyof T];

/** A form of values `T`. */
export interface Form<T> {
  readonly values: T;
  /** For the form element: what is wrong first gets the focus when the form is sent in vain. */
  readonly ref: RefObject<HTMLFormElement | null>;
  /** Takes what was typed into a field. */
  readonly set: <K extends keyof T>(name: K) => (value: T[K]) => void;
  /** Binds a text field: `<Field label="…" {...form.text('name')} />`. */
  readonly text: (name: TextName<T>) => BoundText;
  /** What to say at a field. */
  readonly error: (name: keyof T) => string | undefined;
  /** Whether the form may be sent. Where it may not, its faults show and the first one gets the focus. */
  readonly mayBeSent: () => boolean;
  /** Takes the server's refusal; true where every fault of it stands at a field now. */
  readonly refuse: (error: unknown) => boolean;
}

/** Makes a form. `check` is asked at every change. */
export function useForm<T extends object>(initial: T, check: (values: T) => Faults<T>): Form<T> {
  const ref = useRef<HTMLFormElement>(null);
  const [values, setValues] = useState(initial);
  const [attempts, setAttempts] = useState(0);
  const [refused, setRefused] = useState<{ readonly [K in keyof T]?: string }>({});
  const faults = check(values);
  const set: Form<T>['set'] = (name) => (value) => {
    setValues((before) => ({ ...before, [name]: value }));
    setRefused((before) => ({ ...before, [name]: undefined }));
  };
  const error: Form<T>['error'] = (name) => {
    const fault = faults[name];
    if (fault === undefined) return refused[name];
    return fault.isMissing === true && attempts === 0 ? undefined : fault.text;
  };
  useEffect(() => {
    if (attempts > 0) ref.current?.querySelector<HTMLElement>('[aria-invalid="true"], [data-invalid] input')?.focus();
  }, [attempts]);
  return {
    values,
    ref,
    set,
    text: (name) => ({
      value: String(values[name]),
      onChange: set(name) as BoundText['onChange'],
      error: error(name),
    }),
    error,
    mayBeSent() {
      const isWhole = Object.values(faults).every((fault) => fault === undefined);
      if (!isWhole) setAttempts((count) => count + 1);
      return isWhole;
    },
    refuse(error) {
      if (!(error instanceof ProblemError) || error.kind !== 'invalid-input') return false;
      const said = (error.problem.errors ?? []).map(({ field, message, fix }) => {
        // A value of ours may be a part of a thing, or all of it: "policy.maxResumes", "acceptOrphans.0".
        const name = field in values ? field : (field.split('.')[0] ?? field);
        return [name, `${sentence(message)} ${sentence(fix)}`] as const;
      });
      const known = said.filter(([field]) => field in values);
      setRefused(Object.fromEntries(known) as { readonly [K in keyof T]?: string });
      setAttempts((count) => count + 1);
      return said.length > 0 && known.length === said.length;
    },
  };
}
