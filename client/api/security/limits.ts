/** How much of this server one client may take: bytes, seconds, requests. */
import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { BARE_HEADERS } from './headers';
import { problemOf } from '../problems/problem-of';
import { PROBLEM_MEDIA_TYPE, type ProblemType } from '../problems';
import { Refused } from '../problems/refused';

/** For the constructor of the server. No request of this API needs more, and nobody keeps a connection by being slow. */
export const SERVER_LIMITS = {
  // A start with a hundred accepted orphans has 4 KiB.
  bodyLimit: 65_536,
  /** For the whole request, headers and body, in milliseconds. Answers are not bounded: event streams go on. */
  requestTimeout: 15_000,
  /**
   * For a connection on which nothing moves in either direction: longer than a live read of Meta may take. Event streams
   * send a heartbeat more often.
   */
  connectionTimeout: 180_000,
  http: {
    maxHeaderSize: 16_384,
    headersTimeout: 10_000,
    // Node looks for requests that are late this often.
    connectionsCheckingInterval: 1_000,
  },
  clientErrorHandler: answerBrokenRequest,
};

/** Node's complaints about requests that never became one, by code; anything else is no HTTP. */
const PROBLEM_OF_CODE: Readonly<Record<string, ProblemType>> = {
  ERR_HTTP_REQUEST_TIMEOUT: 'request-timeout',
  HPE_HEADER_OVERFLOW: 'headers-too-large',
};

/** Answers what Node could not read as a request, and closes its connection. Nothing that was sent is repeated in it. */
function answerBrokenRequest(this: FastifyInstance, error: Error & { code?: string }, socket: Socket): void {
  const type = PROBLEM_OF_CODE[error.code ?? ''] ?? 'malformed-request';
  const problem = problemOf(new Refused(type, 'The request cannot be read as HTTP'), randomUUID());
  this.log.debug({ code: error.code, type, requestId: problem.requestId }, 'a request could not be read');
  if (error.code !== 'ECONNRESET' && socket.writable) {
    const body = JSON.stringify(problem);
    const head = [
      `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}`,
      `Content-Type: ${PROBLEM_MEDIA_TYPE}`,
      `Content-Length: ${Buffer.byteLength(body)}`,
      ...Object.entries(BARE_HEADERS).map((header) => header.join(': ')),
      'Connection: close',
    ];
    socket.write(`${head.join('\r\n')}\r\n\r\n${body}`);
  }
  socket.destroy(error);
}

/** Requests in a minute, of this process. */
export interface RateLimits {
  /** Of one address (of IPv6, one /64), before anybody is recognised: wrong keys count too. */
  readonly perAddress: number;
  /** Of one key, wherever its requests come from. */
  readonly perKey: number;
}

/** Far above what people and services need, and far below what would be felt. */
export const DEFAULT_RATE_LIMITS: RateLimits = { perAddress: 3_000, perKey: 1_200 };

/** Counts requests by address, and by key once it is known. */
export interface RateLimiter {
  /** To be registered before anybody is recognised. */
  limitAddresses(): void;
  /** To be registered after. */
  limitKeys(): void;
}

/** Makes the rate limits of a server. They count in this process only: two processes allow twice as much. */
export async function createRateLimiter(app: FastifyInstance, limits: RateLimits): Promise<RateLimiter> {
  await app.register(rateLimit, { global: false });
  const windowMs = 60_000;
  const ofAddress = app.createRateLimit({ max: limits.perAddress, timeWindow: windowMs });
  const ofKey = app.createRateLimit({
    max: limits.perKey,
    timeWindow: windowMs,
    keyGenerator: ({ principal }) => principal.keyId ?? '',
  });
  const refuse = (reply: FastifyReply, whose: string, waitS: number): never => {
    void reply.header('retry-after', waitS);
    throw new Refused('rate-limited', `Too many requests of this ${whose} in a minute`, {
      fix: `Wait for ${waitS} seconds.`,
    });
  };
  return {
    limitAddresses() {
      app.addHook('onRequest', async (request, reply) => {
        const used = await ofAddress(request);
        if (!used.isAllowed && used.isExceeded) refuse(reply, 'address', used.ttlInSeconds);
      });
    },
    limitKeys() {
      app.addHook('onRequest', async (request, reply) => {
        if (!hasKey(request)) return;
        const used = await ofKey(request);
        if (!used.isAllowed && used.isExceeded) refuse(reply, 'key', used.ttlInSeconds);
      });
    },
  };
}

const hasKey = ({ recognisedBy }: FastifyRequest): boolean => recognisedBy === 'key' || recognisedBy === 'session';
