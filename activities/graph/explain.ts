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

/** Where the code says more than the kind. */
const CODE_FIXES: Readonly<Record<number, string>> = {
  100: 'Meta does not take this id, field or parameter, or hides it from this token: check the id, and what the token may see',
  104: 'appsecret_proof does not fit the token: set META_APP_SECRET to the secret of the app that the token was made for',
  190: 'the token has expired or was withdrawn: make a new one and put it under its name in GRAPH_TOKENS_FILE',
};

/** Meta's page on credit lines: nearly all of its calls want this scope and one of these roles. */
const CREDIT_PERMISSION_FIX =
  'the token needs the scope business_management, and its system user the role Admin or Financial Editor on the ' +
  'portfolio that owns the line';

function fixOf(kind: GraphErrorKind, code: number | undefined, creditCall: boolean): string | undefined {
  if (kind === 'permission' && creditCall) return CREDIT_PERMISSION_FIX;
  const byCode = kind === 'auth' || kind === 'parameter' ? CODE_FIXES[code ?? -1] : undefined;
  return byCode ?? FIXES[kind];
}

/** Builds the message; it still needs redacting, for Meta's own text may quote a token. */
export function explain(parts: {
  readonly call: string;
  readonly kind: GraphErrorKind;
  readonly what: string;
  readonly httpStatus?: number | undefined;
  readonly envelope?: ErrorEnvelope | undefined;
  readonly waitMs?: number | undefined;
  /** Whether it is one of the credit-line calls, which ask for more than others. */
  readonly creditCall?: boolean;
}): string {
  const { envelope, waitMs } = parts;
  const facts = [
    parts.httpStatus === undefined ? [] : [`HTTP ${parts.httpStatus}`],
    envelope === undefined ? [] : [`code ${envelope.code}`],
    envelope?.subcode === undefined ? [] : [`subcode ${envelope.subcode}`],
    envelope?.fbtraceId === undefined ? [] : [`fbtrace ${envelope.fbtraceId}`],
  ].flat();
  const fix =
    waitMs === undefined
      ? fixOf(parts.kind, envelope?.code, parts.creditCall ?? false)
      : `wait ${Math.ceil(waitMs / 1_000)} s`;
  const known = facts.length === 0 ? '' : ` (${facts.join(', ')})`;
  return `${parts.call}: ${parts.what}${known}${fix === undefined ? '' : `; ${fix}`}`;
}
