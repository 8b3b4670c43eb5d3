/** Graph's error envelope: `{"error": {code, error_subcode, message, …}}`. */
import { z } from 'zod';

const integer = z.union([
  z.number().int(),
  z
    .string()
    .regex(/^-?\d{1,15}$/)
    .transform(Number),
]);
const text = z.string().nullish().catch(undefined);

/**
 * Only the code is essential: without it nobody can tell a refusal from a proxy's page, so such an answer counts as
 * having no envelope. Everything else is taken where it has the shape that Meta documents.
 */
const envelopeSchema = z.object({
  error: z.object({
    code: integer,
    error_subcode: integer.nullish().catch(undefined),
    message: text,
    is_transient: z.boolean().nullish().catch(undefined),
    error_user_msg: text,
    error_data: z.object({ details: text }).nullish().catch(undefined),
    fbtrace_id: text,
  }),
});

/** What Meta said in an error envelope. Texts are Meta's own and may quote a token: redact before use. */
export interface ErrorEnvelope {
  readonly code: number;
  readonly subcode: number | undefined;
  readonly transient: boolean;
  readonly message: string;
  readonly fbtraceId: string | undefined;
}

/** The envelope in a parsed answer, or undefined where it has none. */
export function errorEnvelope(answer: unknown): ErrorEnvelope | undefined {
  const parsed = envelopeSchema.safeParse(answer);
  if (!parsed.success) return undefined;
  const { error } = parsed.data;
  // "Build on code and details; titles are deprecated" (Meta, WhatsApp error codes)
  const more = error.error_data?.details ?? error.error_user_msg;
  const said = error.message ?? 'no message';
  return {
    code: error.code,
    subcode: error.error_subcode ?? undefined,
    transient: error.is_transient === true,
    message: more && !said.includes(more) ? `${said}: ${more}` : said,
    fbtraceId: error.fbtrace_id ?? undefined,
  };
}
