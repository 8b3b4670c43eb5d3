/**
 * The dashboard's files, as the build left them. Every page has an address of its own, and all of them are one document:
 * a browser that navigates to a path that is nothing else's gets it, and the page says so where it knows of no such page.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Api } from './api';

/** Where the files are whose names change with their content. */
export const ASSETS_PATH = '/assets';

const YEAR_S = 31_536_000;

/** Answers a request with a page, or says by `undefined` that it asks for none. */
export type ServePage = (request: FastifyRequest, reply: FastifyReply) => FastifyReply | undefined;

/** Pages for a server that has no dashboard. */
export const noPages: ServePage = () => undefined;

/** Reads the document; throws where the folder holds no build. */
export function readPages(dashboardDir: string): ServePage {
  const document = readFileSync(join(dashboardDir, 'index.html'));
  return (request, reply) => {
    if (!isNavigation(request)) return undefined;
    // It names the files of this very build.
    return reply.code(200).type('text/html; charset=utf-8').header('cache-control', 'no-cache').send(document);
  };
}

/** What a browser asks for when somebody follows a link or types an address; of the API's own paths nothing is a page. */
function isNavigation({ method, url, headers }: FastifyRequest): boolean {
  const path = url.split('?')[0] ?? '';
  const isOurs = path !== '/v1' && !path.startsWith('/v1/') && !path.startsWith(`${ASSETS_PATH}/`);
  return (method === 'GET' || method === 'HEAD') && isOurs && (headers.accept ?? '').includes('text/html');
}

/** Adds one route for each file of the build; there is no listing, and no path outside of it. */
export async function dashboardFiles(app: Api, dashboardDir: string): Promise<void> {
  await app.register(fastifyStatic, {
    root: join(dashboardDir, 'assets'),
    prefix: `${ASSETS_PATH}/`,
    // Looked for once, when the server starts: what is not in the build is an unknown path.
    wildcard: false,
    preCompressed: true,
    index: false,
    decorateReply: false,
    cacheControl: true,
    // Nobody asks whether such a file has changed, or for a part of it.
    etag: false,
    lastModified: false,
    acceptRanges: false,
    immutable: true,
    maxAge: YEAR_S * 1_000,
  });
}
