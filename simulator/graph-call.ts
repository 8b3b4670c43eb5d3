import type { Waba } from './account';
import { badParameter, missingOrForbidden, missingPermission } from './errors';
import type { FieldRequest } from './fields';
import { parseFields } from './fields';
import type { Effect } from './journal';
import type { JsonObject } from './json';
import type { PageRequest } from './paging';
import type { Token } from './state';
import type { World } from './world';
import { findWaba } from './world';

/** One authorized call to the Graph API. */
export interface GraphCall {
  world: World;
  method: string;
  /** Without version and query. */
  path: string;
  /** Query and body together; the body wins. */
  params: Record<string, unknown>;
  token: Token;
  /** Scheme, host and version prefix, for `next` links. */
  baseUrl: string;
  /** Set by the fault `truncate`. */
  truncate: boolean;
}

/** What a handler answers with. */
export interface GraphAnswer {
  body: JsonObject;
  effect?: Effect;
  /** The migration status that the answer shows. */
  shown?: string;
}

/** A parameter as text; absent where it was not sent. Throws 100 where it is no text. */
export function textParam(call: GraphCall, name: string): string | undefined {
  const value = call.params[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw badParameter(`Param ${name} must be a string`);
}

/** A parameter that has to be there. Throws 100. */
export function requiredParam(call: GraphCall, name: string): string {
  const value = textParam(call, name);
  if (value === undefined || value === '') throw badParameter(`The parameter ${name} is required.`);
  return value;
}

/** A list parameter: a JSON array, its text (Graph takes single quotes too), or words between commas. */
export function listParam(call: GraphCall, name: string): string[] {
  const value = call.params[name];
  if (value === undefined) return [];
  if (Array.isArray(value)) return value.map(String);
  const text = typeof value === 'string' ? value.trim() : JSON.stringify(value);
  if (!text.startsWith('[')) return text.split(',').filter((word) => word !== '');
  try {
    const parsed: unknown = JSON.parse(text.replaceAll("'", '"'));
    if (Array.isArray(parsed)) return parsed.map(String);
  } catch {
    // Refused below.
  }
  throw badParameter(`Param ${name} must be an array.`);
}

/** The `fields` parameter; null where none was sent and the node's defaults apply. */
export function requestedFields(call: GraphCall): FieldRequest[] | null {
  const text = textParam(call, 'fields');
  return text === undefined || text.trim() === '' ? null : parseFields(text);
}

/** Throws 200 where the token lacks the permission. */
export function requireScope(call: GraphCall, scope: string): void {
  if (!call.token.scopes.includes(scope)) throw missingPermission(scope);
}

/** Whether the token's portfolio owns the account or has it shared, and its targets (if any) include it. */
export function mayReach(call: GraphCall, waba: Waba): boolean {
  const { businessId, targetIds } = call.token;
  const related = waba.businessId === businessId || waba.sharedWith.includes(businessId);
  return related && (targetIds === null || targetIds.includes(waba.id));
}

/** The account, or 100/33: missing and forbidden look the same. */
export function requireWaba(call: GraphCall, id: string): Waba {
  const waba = findWaba(call.world, id);
  if (!waba || !mayReach(call, waba)) throw missingOrForbidden(call.method, id);
  return waba;
}

/** The call's own parameters as a page request. */
export function pageRequest(call: GraphCall): PageRequest {
  const args: Record<string, string> = {};
  for (const [key, value] of Object.entries(call.params)) {
    if (value !== undefined) args[key] = typeof value === 'string' ? value : JSON.stringify(value);
  }
  return nestedPageRequest(call, call.path, args);
}

/** A nested edge's arguments as a page request; its `next` leads to the edge itself. */
export function nestedPageRequest(call: GraphCall, path: string, args: Record<string, string>): PageRequest {
  const { defaultPageSize, maxPageSize } = call.world.state.settings;
  return {
    args,
    defaultSize: defaultPageSize,
    maxSize: maxPageSize,
    truncate: call.truncate,
    urlAfter(cursor, limit) {
      const query = new URLSearchParams(args);
      for (const name of ['before', 'access_token', 'appsecret_proof']) query.delete(name);
      query.set('limit', String(limit));
      query.set('after', cursor);
      // As Graph does: the link carries the token, whatever way it came in.
      query.set('access_token', call.token.token);
      return `${call.baseUrl}${path}?${query.toString()}`;
    },
  };
}
