/** Bodies that may be left out, because everything in them may. */
import { z } from 'zod';

/** The schemas of bodies that may be left out: the OpenAPI document must not call them required. */
const optional = new WeakSet<z.ZodType>();

/** A body that may be left out where `{}` would be taken. */
export function optionalBody(schema: z.ZodObject): z.ZodType<Record<string, unknown>> {
  if (!schema.safeParse({}).success) return schema;
  const relaxed = z.preprocess((body) => (body === undefined ? {} : body), schema);
  optional.add(relaxed);
  return relaxed;
}

/** Whether a body schema came from {@link optionalBody} and may be left out. */
export const isOptionalBody = (schema: unknown): boolean => optional.has(schema as z.ZodType);
