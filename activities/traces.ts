/** Trace ids of refused calls: what Meta's support asks for first, and nobody has once a refusal was tolerated. */
import type { GraphApi } from './graph/api';
import { isGraphError } from './graph/errors';

/** The same API, which also adds the trace id of every call that Meta refuses to a set. */
export function tracing(graph: GraphApi, fbtraceIds: Set<string>): GraphApi {
  const note = (error: unknown): never => {
    if (isGraphError(error) && error.fbtraceId !== undefined) fbtraceIds.add(error.fbtraceId);
    throw error;
  };
  return new Proxy(graph, {
    get(target, name): unknown {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== 'function') return value;
      const call = value as (...options: unknown[]) => Promise<unknown>;
      return (...options: unknown[]) => call.apply(target, options).catch(note);
    },
  });
}
