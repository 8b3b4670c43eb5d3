/** The OpenAPI document as a server gives it: its operations, and whether an answer is one that it describes. */
import { z } from 'zod';
import type { Answer } from './ask';

interface Response {
  readonly description: string;
  readonly content?: Readonly<Record<string, { readonly schema: object }>>;
}

/** One operation of the document. */
export interface Operation {
  readonly id: string;
  /** As in `GET`. */
  readonly method: string;
  /** As in `/v1/migrations/{wabaId}`. */
  readonly path: string;
  readonly takesBody: boolean;
  readonly asksTemporal: boolean;
  /** Every status that the document lists. */
  readonly statuses: readonly number[];
  /** Fails where the document does not list the answer's status and media type, or describes another shape. */
  expectDescribed(answer: Answer): void;
}

interface RawOperation {
  readonly operationId: string;
  readonly requestBody?: object;
  readonly responses: Readonly<Record<string, Response>>;
}

interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, RawOperation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, object>> };
}

/** Reads the document of a server; its operations by id. */
export async function readDocument(url: string): Promise<ReadonlyMap<string, Operation>> {
  const text = await (await fetch(`${url}/openapi.json`)).text();
  // Named shapes stand where a JSON Schema has them.
  const document = JSON.parse(text.replaceAll('"#/components/schemas/', '"#/$defs/')) as OpenApi;
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, raw]) => operationOf(method.toUpperCase(), path, raw, document)),
  );
  return new Map(operations.map((operation) => [operation.id, operation]));
}

function operationOf(method: string, path: string, raw: RawOperation, { components }: OpenApi): Operation {
  const { operationId: id, requestBody, responses } = raw;
  return {
    id,
    method,
    path,
    takesBody: requestBody !== undefined,
    asksTemporal: responses['503']?.description.includes('`temporal-unavailable`') ?? false,
    statuses: Object.keys(responses).map(Number),
    expectDescribed({ status, mediaType, body }) {
      const { content = {} } = responses[String(status)] ?? {};
      if (status === 204) return expect([id, status in responses, body]).toEqual([id, true, '']);
      expect([id, status, Object.keys(content)]).toEqual([id, status, expect.arrayContaining([mediaType])]);
      const schema = { ...content[mediaType]?.schema, $defs: components.schemas };
      const parsed = z.fromJSONSchema(schema as Parameters<typeof z.fromJSONSchema>[0]).safeParse(body);
      expect([id, status, parsed.success ? '' : z.prettifyError(parsed.error)]).toEqual([id, status, '']);
    },
  };
}
