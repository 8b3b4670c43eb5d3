/**
 * Meta's usage headers. `X-App-Usage: {"call_count":28,"total_time":25,"total_cputime":25}` in percent, and
 * `X-Business-Use-Case-Usage: {"<object id>":[{"type":…,"call_count":…,"estimated_time_to_regain_access":19}]}` with
 * percent and **minutes**. Whether the key is the WABA or a business is not documented, nor are the types of WhatsApp.
 */
import { z } from 'zod';
import { parseJson } from './json';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

const percent = z.number().nonnegative().catch(0).default(0);
const appSchema = z.object({ call_count: percent, total_time: percent, total_cputime: percent });
const useCaseSchema = appSchema.extend({ estimated_time_to_regain_access: percent });
const useCasesSchema = z.record(z.string(), z.array(useCaseSchema));

/** How much of a budget is used, and how long Meta shuts the door. */
export interface Usage {
  /** The largest of the percentages given; 100 and more means that calls are refused. */
  readonly usedPercent: number;
  /** Milliseconds until calls are taken again; 0 where Meta gives none. */
  readonly regainMs: number;
}

/** What the usage headers of one answer say. */
export interface UsageHeaders {
  readonly app: Usage | undefined;
  /** By the object that Meta names: a WABA, or a business. */
  readonly byObject: ReadonlyMap<string, Usage>;
}

/** Response headers as undici gives them. */
export type ResponseHeaders = Readonly<Record<string, string | string[] | undefined>>;

/** Reads the usage headers. What cannot be parsed is left out: these headers are advice, the answer stands without. */
export function readUsage(headers: ResponseHeaders): UsageHeaders {
  const app = appSchema.safeParse(headerJson(headers, 'x-app-usage'));
  const useCases = useCasesSchema.safeParse(headerJson(headers, 'x-business-use-case-usage'));
  const byObject = Object.entries(useCases.success ? useCases.data : {}).map(
    ([object, entries]) => [object, worst(entries.map(useCaseUsage))] as const,
  );
  return {
    app: app.success ? { usedPercent: largest(app.data), regainMs: 0 } : undefined,
    byObject: new Map(byObject),
  };
}

/**
 * What the headers say of one account. Its own entry where there is one; else, on an answer that was throttled, the
 * worst of all; else the only one: of several that name other objects none need be about this account, and other
 * accounts must go on while one is throttled.
 */
export function usageOf(usage: UsageHeaders, objectId: string, throttled: boolean): Usage | undefined {
  const own = usage.byObject.get(objectId);
  if (own !== undefined) return own;
  const others = [...usage.byObject.values()];
  return others.length === 1 || (throttled && others.length > 0) ? worst(others) : undefined;
}

function useCaseUsage(entry: z.infer<typeof useCaseSchema>): Usage {
  // A day bounds what a garbled header can do; Meta's window is an hour.
  return {
    usedPercent: largest(entry),
    regainMs: Math.min(DAY_MS, Math.ceil(entry.estimated_time_to_regain_access * MINUTE_MS)),
  };
}

const largest = (used: z.infer<typeof appSchema>): number =>
  Math.max(used.call_count, used.total_time, used.total_cputime);

const worst = (all: readonly Usage[]): Usage => ({
  usedPercent: Math.max(0, ...all.map((usage) => usage.usedPercent)),
  regainMs: Math.max(0, ...all.map((usage) => usage.regainMs)),
});

function headerJson(headers: ResponseHeaders, name: string): unknown {
  const value = headers[name];
  try {
    return parseJson((Array.isArray(value) ? value[0] : value) ?? '');
  } catch {
    return undefined;
  }
}
