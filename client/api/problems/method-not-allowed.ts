/** Paths that exist answer 405 to methods that they do not take, with those that they do. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { sendProblem } from './error-replies';
import { Refused } from './refused';

/** Notes every route that is registered from now on; call the answer once all of them are. */
export function refuseOtherMethods(app: FastifyInstance): () => void {
  const taken = new Map<string, Set<string>>();
  app.addHook('onRoute', ({ url, method }) => {
    const methods = taken.get(url) ?? new Set();
    for (const one of [method].flat()) methods.add(one);
    taken.set(url, methods);
  });
  return () => {
    for (const [url, methods] of [...taken]) {
      const allowed = [...methods].sort();
      const others = app.supportedMethods.filter((method) => !methods.has(method));
      if (others.length === 0) continue;
      const refuse = (request: FastifyRequest, reply: FastifyReply): FastifyReply => {
        void reply.header('allow', allowed.join(', '));
        const refused = new Refused('method-not-allowed', `This path takes ${allowed.join(', ')}`, {
          fix: 'See /openapi.json.',
        });
        return sendProblem(request, reply, refused);
      };
      app.route({
        method: others,
        url,
        config: { permission: 'public' },
        schema: { hide: true },
        // Before the body is looked at: what is wrong with it says nothing where no body helps.
        onRequest: async (request, reply) => refuse(request, reply),
        handler: refuse,
      });
    }
  };
}
