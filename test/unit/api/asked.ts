/** Requests as tests make them, and whether an answer is one that the OpenAPI document lists. */
import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import type { Api } from '../../../client/api/api';

interface Operation {
  readonly operationId?: string;
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, unknown>> }>>;
}

/** The document, as far as tests look at it. */
export interface OpenApi {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

/** The OpenAPI document of a server. */
export const documentOf = (api: Api): OpenApi => api.swagger() as unknown as OpenApi;

/** Every operation of the document, as `GET /v1/migrations/{wabaId}`. */
export function operationsOf({ paths }: OpenApi): { method: string; path: string; operation: Operation }[] {
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
  );
}

/** Makes a request; the test fails where the document does not list its answer. */
export async function ask(
  api: Api,
  line: string,
  more: Pick<InjectOptions, 'payload' | 'headers'> = {},
): Promise<LightMyRequestResponse> {
  const [method = '', url = ''] = line.split(' ');
  const headers = { host: 'localhost', ...more.headers };
  const response = await api.inject({ ...more, method: method as 'GET', url, headers });
  const path = url.split('?')[0] ?? '';
  const found = operationsOf(documentOf(api)).find(
    (one) => one.method === method && new RegExp(`^${one.path.replace(/\{\w+\}/g, '[^/]+')}$`).test(path),
  );
  if (found === undefined) throw new Error(`${line} is not in the document`);
  const listed = found.operation.responses[String(response.statusCode)]?.content ?? {};
  const type = String(response.headers['content-type']).split(';')[0] ?? '';
  if (!(type in listed)) throw new Error(`${line} answered ${response.statusCode} ${type}: not in the document`);
  return response;
}
