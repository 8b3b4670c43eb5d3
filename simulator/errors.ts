import type { JsonObject } from './json';
import { withoutAbsent } from './json';

/** What Graph says in its error envelope, and the HTTP status it comes with. */
export interface GraphErrorFacts {
  httpStatus: number;
  code: number;
  subcode?: number | undefined;
  message: string;
  type?: string | undefined;
  isTransient?: boolean | undefined;
  details?: string | undefined;
  headers?: Record<string, string> | undefined;
  /** With a throttle: what its header says of when access returns. */
  regainMinutes?: number | undefined;
}

/** A refusal as Graph makes it. */
export class GraphError extends Error {
  override readonly name = 'GraphError';

  constructor(readonly facts: GraphErrorFacts) {
    super(facts.message);
  }
}

/** The body of a refusal. */
export function errorEnvelope(facts: GraphErrorFacts, fbtraceId: string): JsonObject {
  return {
    error: withoutAbsent({
      message: facts.message,
      type: facts.type ?? 'OAuthException',
      code: facts.code,
      error_subcode: facts.subcode,
      is_transient: facts.isTransient ?? false,
      error_data: facts.details === undefined ? undefined : { messaging_product: 'whatsapp', details: facts.details },
      fbtrace_id: fbtraceId,
    }),
  };
}

const refusal = (code: number, message: string, more: Partial<GraphErrorFacts> = {}): GraphError =>
  // Parameters, permissions and throttles all arrive as HTTP 400; only a bad token is a 401.
  new GraphError({ httpStatus: 400, code, message: `(#${code}) ${message}`, ...more });

/** A parameter that is missing or wrong. */
export const badParameter = (message: string, subcode?: number): GraphError => refusal(100, message, { subcode });

/** A permission that the app or token lacks (code 200). */
export const missingPermission = (scope: string): GraphError =>
  refusal(200, `The permission ${scope} must be granted before impersonating a user or system user for this call`);

/** A role or assignment that the token's user lacks (code 200). */
export const notAllowed = (message: string): GraphError => refusal(200, message);

/** A capability that this caller may not use at all (code 10). */
export const notEligible = (message: string): GraphError => refusal(10, message);

/** A field that no node of this type has: it fails the whole read. */
export const nonexistingField = (field: string, nodeType: string): GraphError =>
  badParameter(`Tried accessing nonexisting field (${field}) on node type (${nodeType})`);

/** 100/33: the object is missing, or this token may not see it. Graph does not say which. */
export const missingOrForbidden = (method: string, id: string): GraphError =>
  new GraphError({
    httpStatus: 400,
    code: 100,
    subcode: 33,
    type: 'GraphMethodException',
    message:
      `Unsupported ${method.toLowerCase()} request. Object with ID '${id}' does not exist, cannot be loaded due to ` +
      'missing permissions, or does not support this operation',
  });

/** 190, with the subcode that says why. */
export const invalidToken = (message: string, subcode?: number | null): GraphError =>
  new GraphError({ httpStatus: 401, code: 190, subcode: subcode ?? undefined, message });

/** 104: `appsecret_proof` is missing where the app requires it, or is not the HMAC of this token. */
export const badProof = (message: string): GraphError =>
  new GraphError({ httpStatus: 400, code: 104, message, type: 'GraphMethodException' });

/** A refusal of the messaging endpoint, whose text stands in `error_data.details`. */
export const messagingRefusal = (code: number, title: string, details: string): GraphError =>
  refusal(code, title, { details });

/** A field expression that cannot be read. */
export const badFieldSyntax = (message: string): GraphError =>
  new GraphError({ httpStatus: 400, code: 2500, message: `Syntax error "${message}"` });

/** A callback URL that did not answer the handshake. */
export const callbackFailed = (why: string): GraphError =>
  refusal(2200, `Callback verification failed with the following errors: ${why}`);

/** Too many calls; the header says how long until access returns. The app's own header has no such time. */
export const throttled = (
  code: number,
  message: string,
  headers: Record<string, string>,
  regainMinutes: number | undefined,
): GraphError => refusal(code, message, { headers, regainMinutes });
