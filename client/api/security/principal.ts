/**
 * Who makes a request, and whether the route is theirs: every route names its permission in its `config`, and a route
 * without one cannot be registered. How a principal is recognised is given to the server (`Identify`).
 */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Refused } from '../problems/refused';
import { isAllowed, PERMISSIONS, type Permission, type Role } from '../../access';

/** Who makes a request; the name is what runs and timelines keep of it. */
export interface Principal {
  /** As in `local:ops`, or the name of an API key. */
  readonly name: string;
  readonly role: Role;
  /** The key that signed the request; null where none was needed. */
  readonly keyId: string | null;
}

/** Recognises who makes a request; throws {@link Refused} where nobody can be recognised. */
export type Identify = (request: FastifyRequest) => Principal | Promise<Principal>;

declare module 'fastify' {
  interface FastifyRequest {
    /** Who makes the request. Not set on routes that are public. */
    principal: Principal;
  }
  interface FastifyContextConfig {
    /** What a principal needs to be let in. */
    permission?: Permission;
  }
}

/** Refuses routes without a permission when they are registered, and requests without the right one. */
export function guardRoutes(app: FastifyInstance, identify: Identify): void {
  app.decorateRequest('principal');
  app.addHook('onRoute', ({ url, method, config }) => {
    if (config?.permission === undefined)
      throw new Error(`route ${String(method)} ${url} names no permission of client/access/roles.ts`);
  });
  app.addHook('onRequest', async (request) => {
    const { permission } = request.routeOptions.config;
    // Where no route is, there is nothing to guard: the answer is 404.
    if (permission === undefined || permission === 'public') return;
    request.principal = await identify(request);
    demand(request.principal, permission);
  });
}

/** Throws {@link Refused} where a principal lacks a permission. */
export function demand({ name, role }: Principal, permission: Permission): void {
  if (isAllowed(role, permission)) return;
  const roles = PERMISSIONS[permission].join(' or ');
  throw new Refused('forbidden', `${name} has the role ${role}, which does not have ${permission}`, {
    fix: `Ask somebody with the role ${roles}.`,
  });
}
