/** Parses what callers give before anything is contacted; what is wrong becomes one {@link InvalidInput}. */
import type { z } from 'zod';
import { startInputSchema, wabaIdSchema, type MigrationInput, type StartInput } from '../domain/input';
import { verbInputs, type Verb, type VerbInput } from '../domain/verbs';
import { InvalidInput } from './errors';

/** Parses a value; throws {@link InvalidInput} about the first thing that is wrong. */
export function parseInput<S extends z.ZodType>(schema: S, value: unknown, root = 'input'): z.output<S> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw invalidInput(issue, root);
}

function invalidInput(issue: z.core.$ZodIssue | undefined, root: string): InvalidInput {
  const path = (issue?.path ?? []).map(String).join('.');
  if (issue?.code === 'unrecognized_keys') {
    const field = [path, issue.keys[0] ?? ''].filter(Boolean).join('.');
    return new InvalidInput(field, 'there is no such field', 'Leave it out, or look for the right spelling.');
  }
  if (issue?.code === 'invalid_value') {
    const allowed = issue.values.map(String);
    const fix = allowed.length > 1 ? `Take one of: ${allowed.join(', ')}.` : `Take ${allowed.join()}.`;
    return new InvalidInput(path || root, 'is not one of the values that are allowed', fix);
  }
  if (issue?.code === 'invalid_type') {
    const missing = issue.input === undefined && issue.message.includes('received undefined');
    const what = issue.expected === 'number' ? 'a whole number' : issue.expected === 'boolean' ? 'true or false' : null;
    if (missing) return new InvalidInput(path || root, 'is missing', `Give ${path || root}.`);
    if (what !== null) return new InvalidInput(path || root, `must be ${what}`, null);
  }
  return new InvalidInput(path || root, issue?.message ?? 'is not valid', null);
}

/** Parses a start and fills its defaults. */
export function parseStartInput(input: StartInput): MigrationInput {
  return parseInput(startInputSchema, input);
}

/** Parses the input of a verb. */
export function parseVerbInput<V extends Verb>(verb: V, input: unknown): VerbInput<V> {
  return parseInput(verbInputs[verb], input) as VerbInput<V>;
}

/** Parses the id of a WABA. */
export function parseWabaId(wabaId: string): string {
  return parseInput(wabaIdSchema, wabaId, 'wabaId');
}
