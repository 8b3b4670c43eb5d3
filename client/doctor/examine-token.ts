/** Meta and the workers' token, as findings: only workers hold tokens, so a worker is asked. */
import type { TokenFacts } from '../../domain/credit/questions';
import { formatMs } from '../../domain/durations';
import { CREDIT_SCOPES, MIGRATION_SCOPES } from '../../domain/scopes';
import { isWabaMigrationsError } from '../errors';
import { notLookedAt, unwell, well, type Finding } from './findings';

/** What is looked at, in this order. */
export const TOKEN_FINDINGS = ['graph-api', 'token', 'token-scopes', 'token-expiry'] as const;
/** What is looked at. */
export type TokenFinding = (typeof TOKEN_FINDINGS)[number];

/** The host of Meta's own Graph API. */
const META_HOST = 'graph.facebook.com';
/** As long as a migration may take (`policy.migrationDeadline`). */
const EXPIRES_SOON_MS = 14 * 86_400_000;

/** Asks for the facts, and judges them. Never throws an error of the client. */
export async function examineToken(
  readFacts: () => Promise<TokenFacts>,
  now: Date,
): Promise<readonly Finding<TokenFinding>[]> {
  try {
    return judgeToken(await readFacts(), now);
  } catch (error) {
    if (!isWabaMigrationsError(error)) throw error;
    return [unwell('graph-api', 'fail', error.message, error.fix), ...behindGraph(error.message)];
  }
}

/** The findings where nobody can be asked. */
export function withoutGraph(why: string): readonly Finding<TokenFinding>[] {
  return [notLookedAt('graph-api', why), ...behindGraph(why)];
}

const behindGraph = (why: string): readonly Finding<TokenFinding>[] =>
  TOKEN_FINDINGS.filter((name) => name !== 'graph-api').map((name) => notLookedAt(name, why));

function judgeToken(facts: TokenFacts, now: Date): readonly Finding<TokenFinding>[] {
  return [graphFinding(facts), tokenFinding(facts), scopesFinding(facts), expiryFinding(facts, now)];
}

function graphFinding({ graphOrigin }: TokenFacts): Finding<'graph-api'> {
  const [host = graphOrigin] = graphOrigin.split('/');
  const found = `workers get answers from ${host}`;
  return host === META_HOST
    ? well('graph-api', found)
    : unwell('graph-api', 'warn', `${found}, which is not Meta`, 'Unset GRAPH_API_URL on the workers to reach Meta.');
}

function tokenFinding({ graphOrigin, appId, type, isValid, tokenRef }: TokenFacts): Finding<'token'> {
  const [, configuredAppId] = graphOrigin.split('/');
  const found = `"${tokenRef}": ${type ?? 'a token'} of app ${appId ?? 'unknown'}`;
  if (!isValid)
    return unwell('token', 'fail', `${found}; Meta calls it invalid`, 'Make a new one for the system user.');
  if (configuredAppId !== undefined && appId !== null && configuredAppId !== appId)
    return unwell(
      'token',
      'fail',
      `${found}, but the workers' META_APP_ID is ${configuredAppId}`,
      'Give the workers the app that the token belongs to, or a token of that app.',
    );
  return well('token', found);
}

function scopesFinding({ scopes, missingScopes }: TokenFacts): Finding<'token-scopes'> {
  if (missingScopes.length === 0) return well('token-scopes', scopes.join(', '));
  const blocks = missingScopes.some((scope) => !(CREDIT_SCOPES as readonly string[]).includes(scope));
  const needs = blocks ? `migrations need ${MIGRATION_SCOPES.join(' and ')}` : 'lines of credit need it';
  return unwell(
    'token-scopes',
    blocks ? 'fail' : 'warn',
    `lacks ${missingScopes.join(', ')}; ${needs}`,
    "Make the system user's token anew with these permissions, and give it to the workers.",
  );
}

function expiryFinding({ expiresAt }: TokenFacts, now: Date): Finding<'token-expiry'> {
  const fix = 'Make a token that does not expire for the system user, and give it to the workers.';
  if (expiresAt === null) return unwell('token-expiry', 'warn', 'Meta does not say when it expires', fix);
  if (expiresAt === 'never') return well('token-expiry', 'never expires');
  const leftMs = Date.parse(expiresAt) - now.getTime();
  if (leftMs <= 0) return unwell('token-expiry', 'fail', `expired at ${expiresAt}`, fix);
  const found = `expires at ${expiresAt}, in ${formatMs(leftMs)}`;
  return leftMs < EXPIRES_SOON_MS
    ? unwell('token-expiry', 'warn', `${found}: before a migration that starts now may end`, fix)
    : well('token-expiry', found);
}
