/**
 * Ends answers that go on (event streams) when the key or the session that opened them no longer counts: what is asked
 * once is checked once, what goes on is checked as it goes.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Access } from '../../access';

const EVERY_MS = 5_000;

/** Looks at open answers again and again; to be registered after the guard. */
export function endStreamsWithTheirKey(app: FastifyInstance, { keys }: Access, everyMs = EVERY_MS): void {
  if (keys === undefined) return;
  const open = new Map<FastifyRequest, FastifyReply>();
  app.addHook('onRequest', (request, reply, done) => {
    if (request.recognisedBy !== null) {
      open.set(request, reply);
      reply.raw.once('close', () => open.delete(request));
    }
    done();
  });

  const counts = ({ principal: { keyId, role }, sessionUntil }: FastifyRequest): boolean =>
    keyId !== null && keys.live(keyId)?.role === role && (sessionUntil === null || sessionUntil.getTime() > Date.now());

  const timer = setInterval(() => {
    for (const [request, { raw }] of open) {
      // An answer that has not begun is a plain one, and about to be given.
      if (raw.headersSent && !counts(request)) raw.destroy();
    }
  }, everyMs);
  timer.unref();
  app.addHook('onClose', (_app, done) => {
    clearInterval(timer);
    done();
  });
}
