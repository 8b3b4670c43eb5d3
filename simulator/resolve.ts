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
}

function decoded(segment: string | undefined): string {
  try {
    return decodeURIComponent(segment ?? '');
  } catch {
    return segment ?? '';
  }
}

/** Takes a raw URL path apart; an unknown id or edge is resolved as such, never refused here. */
export function resolve(world: World, method: string, rawPath: string): Resolved {
  const version = /^\/v\d+\.\d+(?=\/|$)/.exec(rawPath)?.[0] ?? '';
  const path = rawPath.slice(version.length).replace(/\/+$/, '') || '/';
  const segments = path.split('/').slice(1);
  const id = decoded(segments[0]);
  const edge = segments.length > 1 ? segments.slice(1).map(decoded).join('/') : null;
  const kind = kindOfId(world, id);
  const route = routes.find((other) => other.on === kind && other.edge === edge && other.method === method);
  const migration = kind === 'migration' ? findMigration(world, id) : undefined;
  const wabaId =
    kind === 'waba'
      ? id
      : kind === 'phone'
        ? (findWabaOfPhone(world, id)?.id ?? null)
        : (migration?.sourceWabaId ?? null);
  const wabaIds = [wabaId, migration?.destinationWabaId ?? null].filter((other) => other !== null);
  return { version, path, id, edge, kind, route, wabaId, wabaIds, migrationId: migration?.id ?? null };
}
