/** The sentence that a person reads about a failed call: what happened, to which call, what helps. */
import type { ErrorEnvelope } from './envelope';
import type { GraphErrorKind } from './errors';

/** What helps, by kind; the rest is said by whoever decides on the failure. */
const FIXES: Partial<Record<GraphErrorKind, string>> = {
  'outcome-unknown': 'it may have happened: read before anything is repeated',
  auth: 'renew the token, and check that META_APP_SECRET is of the app it was made for',
  permission: "give the token's user this permission on the account, and the app the scope",
  'missing-or-forbidden': 'Meta does not say which: check the id, and that the token may see it',
  policy: "see the account in Meta's WhatsApp Manager",
  billing: 'attach a payment method to the account',
  'invalid-answer': "Meta's answer has changed its shape, or GRAPH_API_URL is not Meta's",
};

/** Builds the message; it still needs redacting, for Meta's own text may quote a token. */
export function explain(parts: {
  readonly call: string;
  readonly kind: GraphErrorKind;
  readonly what: string;
  readonly httpStatus?: number | undefined;
  readonly envelope?: ErrorEnvelope | undefined;
  readonly waitMs?: number | undefined;
}): string {
  const { envelope, waitMs } = parts;
  const facts = [
    parts.httpStatus === undefined ? [] : [`HTTP ${parts.httpStatus}`],
    envelope === undefined ? [] : [`code ${envelope.code}`],
    envelope?.subcode === undefined ? [] : [`subcode ${envelope.subcode}`],
    envelope?.fbtraceId === undefined ? [] : [`fbtrace ${envelope.fbtraceId}`],
  ].flat();
  const fix = waitMs === undefined ? FIXES[parts.kind] : `wait ${Math.ceil(waitMs / 1_000)} s`;
  const known = facts.length === 0 ? '' : ` (${facts.join(', ')})`;
  return `${parts.call}: ${parts.what}${known}${fix === undefined ? '' : `; ${fix}`}`;
}
