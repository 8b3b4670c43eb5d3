import type { Waba } from './account';
import { throttled } from './errors';
import type { State } from './state';

const minuteMs = 60_000;
const hourMinutes = 60;

/** A budget that a call counts against. */
export interface Bucket {
  key: string;
  limit: number;
  code: number;
  /** Id that stands in the usage header; null for the app's own header. */
  headerKey: string | null;
}

/** 5,000 calls an hour for a WABA with at least one registered number, 200 for one without. */
export function wabaBucket(state: State, waba: Waba, appId: string): Bucket {
  const { throttle } = state.settings;
  const registered = waba.numbers.some((phone) => phone.status === 'CONNECTED');
  return {
    key: `waba:${waba.id}:${appId}`,
    limit: waba.callsPerHour ?? (registered ? throttle.wabaWithNumbers : throttle.wabaWithoutNumbers),
    code: 80008,
    headerKey: throttle.headerKey === 'waba' ? waba.id : waba.businessId,
  };
}

export function creditBucket(state: State, appId: string, businessId: string): Bucket {
  return { key: `credit:${appId}`, limit: state.settings.throttle.credit, code: 80008, headerKey: businessId };
}

export function appBucket(state: State, appId: string): Bucket {
  return { key: `app:${appId}`, limit: state.settings.throttle.app, code: 4, headerKey: null };
}

function callsInLastHour(state: State, key: string, minute: number): number {
  const perMinute = state.usage[key];
  if (!perMinute) return 0;
  let calls = 0;
  for (const [text, count] of Object.entries(perMinute)) {
    if (Number(text) <= minute - hourMinutes) delete perMinute[text];
    else calls += count;
  }
  return calls;
}

/** Minutes until enough of the counted calls are older than an hour. */
function minutesToRegain(state: State, bucket: Bucket, minute: number): number {
  let calls = callsInLastHour(state, bucket.key, minute);
  for (const text of Object.keys(state.usage[bucket.key] ?? {}).sort((a, b) => Number(a) - Number(b))) {
    if (calls < bucket.limit) break;
    calls -= state.usage[bucket.key]?.[text] ?? 0;
    if (calls < bucket.limit) return Math.max(1, Number(text) + hourMinutes - minute);
  }
  return calls < bucket.limit ? 0 : hourMinutes;
}

/** The usage headers: percentages of the budgets, minutes until access returns. */
export function usageHeader(headerKey: string, percent: number, regainMinutes: number): Record<string, string> {
  const usage = {
    type: 'whatsapp_business_management',
    call_count: percent,
    total_cputime: Math.min(percent, 25),
    total_time: Math.min(percent, 25),
    estimated_time_to_regain_access: regainMinutes,
  };
  return { 'x-business-use-case-usage': JSON.stringify({ [headerKey]: [usage] }) };
}

function headersOf(bucket: Bucket, percent: number, regainMinutes: number): Record<string, string> {
  if (bucket.headerKey !== null) return usageHeader(bucket.headerKey, percent, regainMinutes);
  return { 'x-app-usage': JSON.stringify({ call_count: percent, total_time: 25, total_cputime: 25 }) };
}

/**
 * Counts a call and answers with the headers to send; throws the throttle when a budget is used up. A throttled
 * call counts too: pushing on lengthens the block.
 */
export function countCall(state: State, buckets: Bucket[], nowMs: number, weight: number): Record<string, string> {
  const { throttle } = state.settings;
  if (!throttle.enabled) return {};
  const minute = Math.floor(nowMs / minuteMs);
  const headers: Record<string, string> = {};
  let refused: Bucket | null = null;
  let regainMinutes: number | undefined;
  for (const bucket of buckets) {
    const before = callsInLastHour(state, bucket.key, minute);
    const perMinute = (state.usage[bucket.key] ??= {});
    perMinute[minute] = (perMinute[minute] ?? 0) + weight;
    if (before + weight > bucket.limit) refused ??= bucket;
    const percent = bucket.limit === 0 ? 100 : Math.floor(((before + weight) * 100) / bucket.limit);
    if (percent >= throttle.headersFromPercent || refused === bucket) {
      const regain = refused === bucket ? minutesToRegain(state, bucket, minute) : 0;
      Object.assign(headers, headersOf(bucket, percent, regain));
      if (refused === bucket && bucket.headerKey !== null) regainMinutes = regain;
    }
  }
  if (refused) throw throttleRefusal(refused.code, headers, regainMinutes);
  return headers;
}

/** HTTP 400 with code 80008 (WABA or credit) or 4 (app). */
export function throttleRefusal(code: number, headers: Record<string, string>, regainMinutes?: number): Error {
  const message =
    code === 4
      ? 'Application request limit reached'
      : 'There have been too many calls to this WhatsApp Business account. Wait a bit and try again.';
  return throttled(code, message, headers, regainMinutes);
}
