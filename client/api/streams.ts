/**
 * Ends answers that go on (event streams) when the key or the session that opened them no longer counts: what is asked
 * once is checked once, what goes on is checked as it goes.
 */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Access } from '../access';

const EVERY_MS = 5_000;

/** Looks at open answers again and again; to be registered after the guard. */
export function endStreamsWithTheirKey(app: FastifyInstance, { keys }: Access, everyMs = EVERY_MS): void {
  if (keys === undefined) return;
  const open = new Set<{ readonly request: FastifyRequest; readonly end: () => void }>();
  app.addHook('onRequest', async (request, reply) => {
    if (request.recognisedBy === null) return;
    const entry = {
      request,
      end: () => {
        // An answer that has not begun is a plain one, and about to be given.
        if (reply.raw.headersSent) reply.raw.destroy();
      },
    };
    open.add(entry);
    reply.raw.once('close', () => open.delete(entry));
  });

  const counts = ({ principal: { keyId, role }, sessionUntil }: FastifyRequest): boolean =>
    keyId !== null && keys.live(keyId)?.role === role && (sessionUntil === null || sessionUntil.getTime() > Date.now());

  const timer = setInterval(() => {
    for (const { request, end } of open) if (!counts(request)) end();
  }, everyMs);
  timer.unref();
  app.addHook('onClose', async () => clearInterval(timer));
}
