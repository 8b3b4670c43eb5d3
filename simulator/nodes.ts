import { nonexistingField, notEligible } from './errors';
import type { FieldRequest } from './fields';
import type { GraphCall } from './graph-call';
import type { Json, JsonObject } from './json';

/** Reads one field of a node; undefined leaves it out of the answer. */
export type FieldReader<T> = (node: T, call: GraphCall, request: FieldRequest) => Json | undefined;

/** A type of node: its name in errors, the fields it has, those it answers with unasked. */
export interface NodeShape<T> {
  type: string;
  defaults: readonly string[];
  fields: Readonly<Record<string, FieldReader<T>>>;
  /** Refused with code 10 for callers that are no solution providers. */
  bspOnly?: readonly string[];
}

/** Refuses fields that the node does not have: a write that asks for some is refused before it has happened. */
export function refuseUnknownFields<T>(shape: NodeShape<T>, fields: FieldRequest[] | null): void {
  const unknown = fields?.find(({ name }) => name !== 'id' && !Object.hasOwn(shape.fields, name));
  if (unknown) throw nonexistingField(unknown.name, shape.type);
}

/** Reads a node's fields. One that does not exist, or may not be read, fails the whole read. */
export function readNode<T extends { id: string }>(
  shape: NodeShape<T>,
  node: T,
  fields: FieldRequest[] | null,
  call: GraphCall,
): JsonObject {
  const requests = fields ?? shape.defaults.map((name): FieldRequest => ({ name, args: {}, sub: null }));
  const answer: JsonObject = {};
  for (const request of requests) {
    const read = Object.hasOwn(shape.fields, request.name) ? shape.fields[request.name] : undefined;
    if (request.name === 'id') continue;
    if (!read) throw nonexistingField(request.name, shape.type);
    if (shape.bspOnly?.includes(request.name) && !call.token.bsp) {
      throw notEligible(`The field ${request.name} is available to Business Solution Providers only`);
    }
    const value = read(node, call, request);
    if (value !== undefined) answer[request.name] = value;
  }
  // Graph puts the id last and sends it whether it was asked for or not.
  answer['id'] = node.id;
  return answer;
}
