/** Who we are to Meta: the app that a subscription subscribes, and the system user behind the token. */
import type { Readable, TokenInfo } from '../../domain/account';
import type { Attempt } from '../guards';
import { readPart, type Tolerance } from './parts';

/** What Meta says of the token of this attempt. */
export function readToken(attempt: Attempt, tolerance?: Tolerance): Promise<Readable<TokenInfo>> {
  return readPart(() => attempt.deps.graph.debugToken(attempt.read), tolerance);
}

/**
 * Our app's id: the one in the Graph's origin (`graph.facebook.com/<app id>`), where it is set, else the one that the
 * token belongs to; undefined where neither can be told.
 */
export function appIdOf(origin: string, token: Readable<TokenInfo>): string | undefined {
  return configuredAppId(origin) ?? (token.ok ? token.value.appId : undefined);
}

/** Our app's id, asking Meta only where it is not configured. */
export async function ownAppId(attempt: Attempt): Promise<string | undefined> {
  const { origin } = attempt.deps.graph;
  return configuredAppId(origin) ?? appIdOf(origin, await readToken(attempt));
}

function configuredAppId(origin: string): string | undefined {
  const [, appId = ''] = origin.split('/');
  return /^\d+$/.test(appId) ? appId : undefined;
}
