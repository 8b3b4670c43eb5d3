/** Reads option values that need more than a text. Everything wrong is an `InvalidInput` that names the option. */
import { Option } from 'commander';
import type { z } from 'zod';
import { InvalidInput } from '..';
import { durationSchema } from '../../domain/durations';
import { policySchema } from '../../domain/input';
import { localUser } from '../../runtime/settings';

/** Policy values by name, as typed values of the schema. */
export type PolicyOptions = Readonly<Record<string, unknown>>;

/** Collects a repeatable option. */
export const collect = (value: string, before: readonly string[] | undefined): string[] => [...(before ?? []), value];

/** `--policy KEY=VALUE` of a migration; types and limits are the schema's. */
export const policyOption = (): Option =>
  new Option('--policy <key=value>', 'one of the limits of docs/wabactl.md, as in maxResumes=3; repeatable').argParser(
    collectPolicy,
  );

/** Reads and collects `KEY=VALUE`. Everything wrong is an `InvalidInput`. */
function collectPolicy(text: string, before: PolicyOptions | undefined): PolicyOptions {
  const fields: Readonly<Record<string, z.ZodType>> = policySchema.shape;
  const [, key, value] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
  if (key === undefined || value === undefined) {
    throw new InvalidInput('--policy', `'${text}' is not KEY=VALUE`, 'Write it as in --policy maxResumes=3.');
  }
  const field = `--policy ${key}`;
  const schema = Object.hasOwn(fields, key) ? fields[key] : undefined;
  if (schema === undefined) {
    throw new InvalidInput(field, 'there is no such policy', `Take one of: ${Object.keys(fields).join(', ')}.`);
  }
  if (before !== undefined && key in before) {
    throw new InvalidInput(field, 'is given twice', 'Give each policy once.');
  }
  const results = typedReadings(value).map((reading) => schema.safeParse(reading));
  const good = results.find((result) => result.success);
  if (good !== undefined) return { ...before, [key]: good.data };
  const fallback = `As in --policy ${key}=${String(schema.parse(undefined))} (the default).`;
  throw new InvalidInput(field, problemOf(schema, value), fallback);
}

/** What a typed text may mean: the schema decides which of them it is. */
function typedReadings(text: string): unknown[] {
  if (/^\d+$/.test(text)) return [Number(text), text];
  if (text === 'true' || text === 'false') return [text === 'true', text];
  return [text];
}

function problemOf(schema: z.ZodType, value: string): string {
  const fallback = schema.parse(undefined);
  if (typeof fallback === 'boolean') return `'${value}' is not true or false`;
  if (typeof fallback === 'number') {
    if (!/^\d+$/.test(value)) return `'${value}' is not a whole number`;
    const issue = schema.safeParse(Number(value)).error?.issues[0];
    return `${value} is out of range (${issue?.message ?? 'see the documentation'})`;
  }
  const issue = durationSchema.safeParse(value).error?.issues[0];
  return issue?.message ?? `'${value}' is not valid`;
}

/** The test message of `--test-message-to` and `--test-message-template`, which go together. */
export function readTestMessage(
  to: string | undefined,
  template: string | undefined,
): { to: string; template: string; language: string } | undefined {
  if (to === undefined && template === undefined) return undefined;
  if (to === undefined) {
    throw new InvalidInput('--test-message-to', 'is missing beside --test-message-template', 'Give both or neither.');
  }
  if (template === undefined) {
    throw new InvalidInput('--test-message-template', 'is missing beside --test-message-to', 'Give both or neither.');
  }
  const [, name, language] = /^([^:]+):([^:]+)$/.exec(template) ?? [];
  if (name === undefined || language === undefined) {
    const fix = 'Write it as in --test-message-template order_update:en_US.';
    throw new InvalidInput('--test-message-template', `'${template}' is not NAME:LANG`, fix);
  }
  return { to, template: name, language };
}

const DATE_FIX =
  'Write it as in 2026-12-01T22:00:00+05:30 or 2026-12-01T16:30Z; without a zone it is the time of this machine.';

/** A date and time as typed, as ISO in UTC. One in the past is refused: the numbers would move at once. */
export function readNotBefore(text: string, now: Date): string {
  if (!/^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})?$/.test(text)) {
    throw new InvalidInput('--not-before', `'${text}' is not a date with a time`, DATE_FIX);
  }
  const at = new Date(text.replace(' ', 'T'));
  if (Number.isNaN(at.getTime()) || !dayExists(text)) {
    throw new InvalidInput('--not-before', `there is no such moment as '${text}'`, DATE_FIX);
  }
  if (at <= now) {
    throw new InvalidInput('--not-before', `${at.toISOString()} is in the past`, 'Leave it out to move at once.');
  }
  return at.toISOString();
}

/** JavaScript rolls 30 February over into March. */
function dayExists(text: string): boolean {
  const day = text.slice(0, 10);
  return new Date(`${day}T00:00:00Z`).toISOString().startsWith(day);
}

/** A whole number as typed. */
export function readCount(option: string): (text: string) => number {
  return (text) => {
    if (/^\d{1,9}$/.test(text)) return Number(text);
    throw new InvalidInput(option, `'${text}' is not a whole number`, `Write it as in ${option} 50.`);
  };
}

/** `--json`. */
export const jsonOption = (): Option => new Option('--json', 'print one JSON document and nothing else');

/** `--by`: who does it; defaults to the system's user. */
export const byOption = (): Option =>
  new Option('--by <name>', 'who does it, for the timeline').default(localUser(), `${localUser()}, the system's user`);

/** Leaves out what was not typed, for inputs whose optional fields may be absent but not undefined. */
export function typedOnly<T extends object>(values: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  const entries = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]: Exclude<T[K], undefined> };
}
