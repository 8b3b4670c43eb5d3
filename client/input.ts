/** Parses what callers give before anything is contacted; what is wrong becomes one {@link InvalidInput}. */
import type { z } from 'zod';
import { startInputSchema, wabaIdSchema, type MigrationInput, type StartInput } from '../domain/input';
import { verbInputs, type Verb, type VerbInput } from '../domain/verbs';
import { InvalidInput } from './errors';

/** Parses a value; throws {@link InvalidInput} about the first thing that is wrong. */
export function parseInput<S extends z.ZodType>(schema: S, value: unknown, root = 'input'): z.output<S> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw complaintsAbout(parsed.error, root)[0] ?? parsed.error;
}

/** Everything that a schema found wrong with a value, each with what to do about it; `root` names the value itself. */
export function complaintsAbout(error: z.ZodError, root: string): InvalidInput[] {
  return error.issues.flatMap((issue) => {
    if (issue.code !== 'unrecognized_keys') return [invalidInput(issue, root)];
    return issue.keys.map((key) => {
      const field = [...issue.path.map(String), key].join('.');
      return new InvalidInput(field, 'there is no such field', 'Leave it out, or look for the right spelling.');
    });
  });
}

function invalidInput(issue: z.core.$ZodIssue, root: string): InvalidInput {
  const path = issue.path.map(String).join('.') || root;
  switch (issue.code) {
    case 'invalid_value':
      return new InvalidInput(path, 'is not one of the allowed values', `Take one of: ${issue.values.join(', ')}.`);
    case 'too_small':
      return issue.origin === 'number'
        ? new InvalidInput(path, `is under ${issue.minimum}`, `Take ${issue.minimum} or more.`)
        : new InvalidInput(path, 'is too short or empty', sentence(issue.message));
    case 'too_big':
      return issue.origin === 'number'
        ? new InvalidInput(path, `is over ${issue.maximum}`, `Take ${issue.maximum} or less.`)
        : new InvalidInput(path, 'is too long', sentence(issue.message));
    case 'invalid_type': {
      // Zod says what it received in its message only.
      const missing = issue.message.endsWith('received undefined');
      return new InvalidInput(path, missing ? 'is missing' : 'has the wrong type', `Give ${articled(issue.expected)}.`);
    }
    default:
      return new InvalidInput(path, 'is not valid', sentence(issue.message));
  }
}

/** Messages of the schemas are half sentences that say what is expected. */
const sentence = (text: string): string => `${text.replace(/^[a-z]+(?=[ ,])/, capitalised)}.`;

const capitalised = (word: string): string => `${word.charAt(0).toUpperCase()}${word.slice(1)}`;

const articled = (type: string): string =>
  type === 'boolean' ? 'true or false' : `${/^[aeiou]/.test(type) ? 'an' : 'a'} ${type}`;

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
