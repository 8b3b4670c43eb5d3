/** What a token of this worker is, for those who hold none. */
import type { TokenFacts } from '../../domain/credit/questions';
import { CREDIT_SCOPES, MIGRATION_SCOPES, missingScopes } from '../../domain/scopes';
import type { Attempt } from '../guards';

/** Asks Meta about the token of this attempt (`debug_token`). A token that Meta does not take fails it. */
export async function describeToken(attempt: Attempt, tokenRef: string): Promise<TokenFacts> {
  const { graph } = attempt.deps;
  const { appId, type, isValid, expiresAt, scopes } = await graph.debugToken(attempt.read);
  return {
    tokenRef,
    graphOrigin: graph.origin,
    appId: appId ?? null,
    type: type ?? null,
    isValid,
    scopes: [...scopes],
    missingScopes: [...missingScopes([...MIGRATION_SCOPES, ...CREDIT_SCOPES], scopes)],
    expiresAt: expiryOf(expiresAt),
  };
}

/** Meta's Unix seconds, of which 0 means never. */
function expiryOf(seconds: number | undefined): TokenFacts['expiresAt'] {
  if (seconds === undefined) return null;
  return seconds === 0 ? 'never' : new Date(seconds * 1_000).toISOString();
}
