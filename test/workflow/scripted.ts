/** Activities that answer from a script, one script per subject of a run: the other half of every workflow test. */
import { Context } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import { failure, type FailureType } from '../../domain/failures';

/** The interface of a room's activities: one object in, one object out. */
type Activities<A> = { readonly [N in keyof A]: (input: never) => Promise<unknown> };

export type Input<A extends Activities<A>, N extends keyof A> = Parameters<A[N]>[0];
export type Output<A extends Activities<A>, N extends keyof A> = Awaited<ReturnType<A[N]>>;

/** An answer: a value, or a function that makes one or throws. */
export type Answer<A extends Activities<A>, N extends keyof A> =
  Output<A, N> | ((input: Input<A, N>) => Output<A, N> | Promise<Output<A, N>>);

/** What each activity answers, call by call; the last answer repeats. */
export type Script<A extends Activities<A>> = { [N in keyof A]?: Answer<A, N>[] };

async function resolved<A extends Activities<A>, N extends keyof A>(
  answer: Answer<A, N>,
  input: Input<A, N>,
): Promise<Output<A, N>> {
  return await (isMaker<A, N>(answer) ? answer(input) : answer);
}

type Maker<A extends Activities<A>, N extends keyof A> = (input: Input<A, N>) => Output<A, N> | Promise<Output<A, N>>;

function isMaker<A extends Activities<A>, N extends keyof A>(answer: unknown): answer is Maker<A, N> {
  return typeof answer === 'function';
}

/** The scripts of all subjects of a suite, and what was asked. */
export class ScriptedActivities<A extends Activities<A>> {
  private readonly scripts = new Map<string, Script<A>>();
  readonly calls: { readonly name: keyof A; readonly subject: string; readonly input: unknown }[] = [];

  /** `otherwise`: what is answered where a script says nothing. `subjectOf`: whose script an input means. */
  constructor(
    private readonly otherwise: { readonly [N in keyof A]: Answer<A, N> },
    private readonly subjectOf: (input: Input<A, keyof A>) => string,
  ) {}

  script(subject: string, script: Script<A>): void {
    // Answers are used up, so each subject has lists of its own.
    const own = Object.entries<unknown[] | undefined>(script).map(([name, answers]) => [name, [...(answers ?? [])]]);
    this.scripts.set(subject, Object.fromEntries(own) as Script<A>);
  }

  /** The inputs with which an activity was called for a subject. */
  inputs<N extends keyof A>(subject: string, name: N): Input<A, N>[] {
    const called = this.calls.filter((call) => call.subject === subject && call.name === name);
    return called.map((call) => call.input as Input<A, N>);
  }

  /** The names of the activities that were called for a subject, in order. */
  names(subject: string): (keyof A)[] {
    return this.calls.filter((call) => call.subject === subject).map(({ name }) => name);
  }

  /** The implementation that a worker registers. */
  implementation(): A {
    const names = Object.keys(this.otherwise) as (keyof A)[];
    return Object.fromEntries(names.map((name) => [name, (input: never) => this.answer(name, input)])) as unknown as A;
  }

  private async answer<N extends keyof A>(name: N, input: Input<A, N>): Promise<Output<A, N>> {
    const subject = this.subjectOf(input);
    this.calls.push({ name, subject, input });
    const answers = this.scripts.get(subject)?.[name];
    const next: Answer<A, N> = (answers && answers.length > 1 ? answers.shift() : answers?.[0]) ?? this.otherwise[name];
    return await resolved<A, N>(next, input);
  }
}

/** Throws one of our failures, as activities do. */
export const throws =
  (type: FailureType, message = `${type} happened.`, more: { nextRetryDelayMs?: number } = {}) =>
  (): never => {
    throw ApplicationFailure.create(failure(type, message, more));
  };

/** Answers nothing until it is cancelled, of which heartbeats tell it: the run stays where it is. */
export async function silence(): Promise<never> {
  const context = Context.current();
  const beat = setInterval(() => context.heartbeat(), 200);
  try {
    return await context.cancelled;
  } finally {
    clearInterval(beat);
  }
}

/** A held answer: `reached` when the activity has been called, then it waits for `release`. */
export function held<A extends Activities<A>, N extends keyof A>(then: Answer<A, N>) {
  let release = (): void => undefined;
  let reach = (): void => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  const reached = new Promise<void>((resolve) => (reach = resolve));
  const answer = async (input: Input<A, N>): Promise<Output<A, N>> => {
    reach();
    await released;
    return await resolved<A, N>(then, input);
  };
  return { answer, release: () => release(), reached };
}
