import { findMigration, findWabaOfPhone } from './world';
import type { World } from './world';
import type { NodeKind, Route } from './routes';
import { kindOfId, routes } from './routes';

/** A call's path, and what it is about. */
export interface Resolved {
  /** `/v26.0`, or empty where the caller left the version out. */
  version: string;
  /** Without version and query. */
  path: string;
  id: string;
  edge: string | null;
  kind: NodeKind | null;
  route: Route | undefined;
  wabaId: string | null;
  /** The account and, for a migration, its clone: a fault rule may name either. */
  wabaIds: string[];
  migrationId: string | null;
  /** The line in the path, or the one of the sharing record in it. */
  lineId: string | null;
  /** The portfolio in the path, the one that a line is shared with, or the owner of the account. */
  businessId: string | null;
}

function decoded(segment: string | undefined): string {
  try {
    return decodeURIComponent(segment ?? '');
  } catch {
    return segment ?? '';
  }
}

/** What a call names in its parameters: an account (`waba_id`), a portfolio (`receiving_business_id`). */
function named(params: Record<string, unknown>, name: string): string | null {
  const value = params[name];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : null;
}

/** The account that the call is about: the one in its path, or the one that a call on a line names. */
function wabaIdOf(world: World, kind: NodeKind | null, id: string, params: Record<string, unknown>): string | null {
  switch (kind) {
    case 'waba':
      return id;
    case 'phone':
      return findWabaOfPhone(world, id)?.id ?? null;
    case 'migration':
      return findMigration(world, id)?.sourceWabaId ?? null;
    case 'line':
      return named(params, 'waba_id');
    default:
      return null;
  }
}

/** Takes a raw URL path apart; an unknown id or edge is resolved as such, never refused here. */
export function resolve(world: World, method: string, rawPath: string, params: Record<string, unknown>): Resolved {
  const version = /^\/v\d+\.\d+(?=\/|$)/.exec(rawPath)?.[0] ?? '';
  const path = rawPath.slice(version.length).replace(/\/+$/, '') || '/';
  const segments = path.split('/').slice(1);
  const id = decoded(segments[0]);
  const edge = segments.length > 1 ? segments.slice(1).map(decoded).join('/') : null;
  const kind = kindOfId(world, id);
  const route = routes.find((other) => other.on === kind && other.edge === edge && other.method === method);
  const migration = kind === 'migration' ? findMigration(world, id) : undefined;
  const wabaId = wabaIdOf(world, kind, id, params);
  const wabaIds = [wabaId, migration?.destinationWabaId ?? null].filter((other) => other !== null);
  const allocation = kind === 'allocation' ? world.state.allocations.find((other) => other.id === id) : undefined;
  return {
    version,
    path,
    id,
    edge,
    kind,
    route,
    wabaId,
    wabaIds,
    migrationId: migration?.id ?? null,
    lineId: kind === 'line' ? id : (allocation?.lineId ?? null),
    businessId:
      kind === 'business'
        ? id
        : (allocation?.receivingBusinessId ??
          (kind === 'line' ? named(params, 'receiving_business_id') : null) ??
          world.state.wabas.find((waba) => waba.id === wabaId)?.businessId ??
          null),
  };
}
