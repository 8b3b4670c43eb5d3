/** Everything that stands between a request and its route, in the order in which a request meets it. */
import type { Access } from '../../access';
import type { Api } from '../api';
import { auditChanges } from './audit';
import { identifyBy, registerAuthentication } from './authenticate';
import { refuseForeignPages, registerCsrf } from './csrf';
import { registerHeaders } from './headers';
import { createRateLimiter, DEFAULT_RATE_LIMITS, type RateLimits } from './limits';
import { guardRoutes } from './principal';
import { registerSessions, sessionRoutes } from './sessions';
import { endStreamsWithTheirKey } from './streams';

/** What {@link secureApi} takes beside the server. */
export interface SecurityOptions {
  readonly access: Access;
  readonly rateLimits?: RateLimits | undefined;
}

/** Guards every route that is registered after it. The answer adds the routes of sessions; call it among the others. */
export async function secureApi(app: Api, { access, rateLimits }: SecurityOptions): Promise<() => void> {
  // Bodies are JSON. Text is what a form of another site could send without asking.
  app.removeContentTypeParser('text/plain');
  const limiter = await createRateLimiter(app, rateLimits ?? DEFAULT_RATE_LIMITS);
  auditChanges(app);
  registerAuthentication(app);
  // From here on in the order in which a request passes.
  await registerHeaders(app, access);
  limiter.limitAddresses();
  refuseForeignPages(app, access);
  await registerSessions(app, access);
  guardRoutes(app, identifyBy(access));
  await registerCsrf(app);
  limiter.limitKeys();
  endStreamsWithTheirKey(app, access);
  return () => sessionRoutes(app, access);
}
