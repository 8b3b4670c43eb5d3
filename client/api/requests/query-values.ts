/** Values of a query string, which are texts there, as the domain's schemas take them. */
import { z } from 'zod';

/** `true` or `false`. */
export const queryBoolean = z.preprocess(
  (text) => (text === 'true' ? true : text === 'false' ? false : text),
  z.boolean(),
);

/** A whole number, checked by a schema. */
export const queryInteger = <S extends z.ZodType>(schema: S) =>
  z.preprocess((text) => (typeof text === 'string' && /^-?\d{1,15}$/.test(text) ? Number(text) : text), schema);
