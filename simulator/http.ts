import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

import { serve } from './serve';
import type { World } from './world';

const html502 =
  '<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head><body><h1>Bad Gateway</h1></body></html>';

/** The body's parameters: JSON or a form, as Graph takes them; anything else counts as no parameters. */
function bodyParams(request: FastifyRequest): Record<string, unknown> {
  const { body } = request;
  if (typeof body !== 'string' || body.trim() === '') return {};
  if (request.headers['content-type']?.startsWith('application/x-www-form-urlencoded')) {
    return Object.fromEntries(new URLSearchParams(body));
  }
  try {
    const parsed: unknown = JSON.parse(body);
    return typeof parsed === 'object' && parsed !== null ? { ...parsed } : {};
  } catch {
    return {};
  }
}

async function answer(world: World, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const [rawPath = '/', rawQuery = ''] = request.raw.url?.split('?', 2) ?? [];
  const result = await serve(world, {
    method: request.method,
    rawPath,
    rawQuery,
    authorization: request.headers.authorization,
    params: { ...Object.fromEntries(new URLSearchParams(rawQuery)), ...bodyParams(request) },
    origin: `http://${request.headers.host ?? request.host}`,
    whenCallerLeaves: (leave) => {
      request.raw.socket.once('close', leave);
    },
  });
  switch (result.kind) {
    case 'answer':
      return reply
        .code(result.outcome.status)
        .headers({ 'facebook-api-version': 'v26.0', ...result.outcome.headers })
        .send(result.outcome.body);
    case 'html':
      return reply.code(502).type('text/html').send(html502);
    case 'cut':
      reply.hijack();
      request.raw.socket.destroy();
      return reply;
  }
}

/** The Graph API side: every path that is not the control plane's. */
export function registerGraph(server: FastifyInstance, world: World, afterCall: () => void): void {
  server.all('/*', async (request, reply) => {
    try {
      return await answer(world, request, reply);
    } finally {
      afterCall();
    }
  });
}
