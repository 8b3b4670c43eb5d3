/**
 * What a person approves, and what a few cheap calls can re-read of it. Pure content; hashing needs `node:crypto`, so
 * activities do it (canonical JSON of RFC 8785, SHA-256).
 */
import type { Check } from './checks';
import type { NumberRecord } from './account';

/** The content of a digest: no status that moves by itself, no quality, no time. */
export interface DigestContent {
  readonly migrationId: string;
  readonly cloneId: string;
  readonly cloneCurrency: string;
  readonly numbers: readonly { readonly id: string; readonly digits: string }[];
  readonly sourceTemplates: readonly string[];
  readonly cloneTemplates: readonly string[];
  readonly sourceFlows: readonly string[];
  readonly cloneFlows: readonly string[];
  readonly checks: readonly { readonly name: string; readonly result: string }[];
}

/** Brings digest content into the one order in which it is hashed, and drops what is not part of it. */
export function digestContent(parts: {
  migrationId: string;
  cloneId: string;
  cloneCurrency: string;
  numbers: readonly Pick<NumberRecord, 'id' | 'digits'>[];
  sourceTemplates: readonly string[];
  cloneTemplates: readonly string[];
  sourceFlows: readonly string[];
  cloneFlows: readonly string[];
  checks: readonly Pick<Check, 'name' | 'result'>[];
}): DigestContent {
  const sorted = (texts: readonly string[]) => [...texts].sort();
  return {
    migrationId: parts.migrationId,
    cloneId: parts.cloneId,
    cloneCurrency: parts.cloneCurrency,
    numbers: parts.numbers
      .map(({ id, digits }) => ({ id, digits }))
      .sort((a, b) => compare(a.digits, b.digits) || compare(a.id, b.id)),
    sourceTemplates: sorted(parts.sourceTemplates),
    cloneTemplates: sorted(parts.cloneTemplates),
    sourceFlows: sorted(parts.sourceFlows),
    cloneFlows: sorted(parts.cloneFlows),
    checks: parts.checks
      .map(({ name, result }) => ({ name, result }))
      .sort((a, b) => compare(a.name, b.name) || compare(a.result, b.result)),
  };
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * What the watch for drift and the cut-over re-read. Parts that could not be read are null where the verification
 * could not read them either (Meta refuses funding to some tokens).
 */
export interface Fingerprint {
  readonly migrationStatus: string;
  readonly cloneId: string;
  /** `id:digits` of each number, sorted, joined and hashed by the activity. */
  readonly sourceNumbers: string;
  readonly cloneNumbers: string;
  /** Source and clone together, digits only: what a repeated cut-over must still find. */
  readonly allDigits: string;
  readonly sourceTemplates: number;
  readonly cloneTemplates: number;
  readonly cloneCurrency: string;
  readonly cloneFundingId: string | null;
  readonly appSubscribed: boolean;
}

/** The part of a fingerprint that must hold when `resume_migration` is called again: not the status, not the places. */
export const REPEAT_FIELDS = [
  'cloneId',
  'allDigits',
  'cloneCurrency',
  'cloneFundingId',
] as const satisfies readonly (keyof Fingerprint)[];

/** The names of the parts in which two fingerprints differ. */
export function changedParts(
  approved: Fingerprint,
  now: Fingerprint,
  fields: readonly (keyof Fingerprint)[] = Object.keys(approved) as (keyof Fingerprint)[],
): (keyof Fingerprint)[] {
  return fields.filter((field) => approved[field] !== now[field]);
}
