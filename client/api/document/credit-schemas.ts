/** What the routes share that read live from Meta, and those of credit lines. */
import { z } from 'zod';
import { graphIdSchema, tokenRefSchema } from '../../../domain/input';

/** The business in a path. */
export const businessParams = z.strictObject({ id: graphIdSchema.describe("id of the customer's business portfolio") });

/** With which of the workers' tokens Meta is asked. */
export const tokenQuery = z.strictObject({
  tokenRef: tokenRefSchema.optional().describe("name of one of the workers' tokens; never the token itself"),
});

/** For the descriptions of routes that ask Meta. */
export const LIVE = 'A worker asks Meta now, which takes a few seconds, a minute at most.';
