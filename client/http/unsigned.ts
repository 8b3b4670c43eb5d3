/**
 * Inputs without who asks: over HTTP that is whom the API key belongs to, so it may be left out, and what is given is
 * not sent.
 */

/** A start without who starts, or with; it makes no difference. */
export type Unsigned<I extends { startedBy: string }> = Omit<I, 'startedBy'> & { readonly startedBy?: string };

/** A verb without who decides, or with; it makes no difference. */
export type UnsignedVerb<I extends { by: string }> = Omit<I, 'by'> & { readonly by?: string };

/** Stands for whoever the key belongs to where an input is checked before it is sent. */
const BY_KEY = 'the API key';

/** A start as its schema wants it. */
export const signedStart = <I extends object>(input: I): I & { startedBy: string } => ({ ...input, startedBy: BY_KEY });

/** What the server makes itself, or is told in a header. */
interface OfRequest {
  readonly requestHash?: unknown;
  readonly requestId?: unknown;
}

/** A verb as its schema wants it; the hash of its request is left out, for the server makes it. */
export function signedVerb<I extends OfRequest>(input: I): Omit<I, 'requestHash'> & { by: string } {
  const { requestHash: _requestHash, ...rest } = input;
  return { ...rest, by: BY_KEY };
}

/** What is sent of a start. */
export function withoutStarter<I extends object>(input: I): Omit<I, 'startedBy'> {
  const { startedBy: _startedBy, ...rest } = input as I & { startedBy?: unknown };
  return rest;
}

/** What is sent of a verb in its body. */
export function withoutDecider<I extends object>(input: I): Omit<I, 'by' | keyof OfRequest> {
  const {
    by: _by,
    requestHash: _requestHash,
    requestId: _requestId,
    ...rest
  } = input as I & OfRequest & { by?: unknown };
  return rest;
}
