/** The OpenAPI document, made from the routes' own schemas, and the page on which people read it. */
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod';
import type { Access } from '../../access';
import type { Api } from '../api';
import { isOptionalBody } from '../requests/optional-body';
import './schemas';

/** Where people read the reference; its files come from this server, and it loads nothing from another. */
export const REFERENCE_PATH = '/docs';

const TAGS = [
  { name: 'migrations', description: 'Start, steer and watch migrations of accounts to another currency.' },
  { name: 'accounts', description: 'What Meta says of an account, read now.' },
  { name: 'credit', description: 'Lines of credit: who funds what, sharing and revoking.' },
  { name: 'events', description: 'Hear of changes without asking again and again.' },
  { name: 'operations', description: 'Health, metrics, and who one is.' },
];

/** What {@link describeApi} takes. */
interface DescribeOptions {
  readonly version: string;
  /** Base URL under which people reach the server; its own address where none is given. */
  readonly publicUrl?: string | undefined;
  readonly access: Access;
}

/** Collects every route that is registered after it into the document. */
export async function describeApi(app: Api, { version, publicUrl, access }: DescribeOptions): Promise<void> {
  const optional = new Set<string>();
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'waba-migrations',
        version,
        description:
          'Moves WhatsApp Business Accounts to another billing currency. Errors are problem documents (RFC 9457), explained ' +
          'at `/problems`. Every answer carries `X-Request-Id`.',
        license: { name: 'MIT', identifier: 'MIT' },
      },
      servers: [{ url: publicUrl ?? '/' }],
      tags: TAGS,
      security: [{ apiKey: [] }, { session: [] }],
      components: {
        securitySchemes: {
          apiKey: {
            type: 'http',
            scheme: 'bearer',
            description: 'An API key. A server without keys asks for none and answers on loopback only.',
          },
          session: {
            type: 'apiKey',
            in: 'cookie',
            name: access.sessionCookie.name,
            description: 'For browsers that signed in with a key. Changes also want the header X-CSRF-Token.',
          },
        },
      },
    },
    transform: (route) => {
      const { operationId } = route.schema as { operationId?: string };
      if (operationId !== undefined && isOptionalBody(route.schema?.body)) optional.add(operationId);
      return jsonSchemaTransform(route);
    },
    transformObject: (document) => {
      const whole = jsonSchemaTransformObject(document);
      return withoutUnused(withOptionalBodies(whole as OpenApi, optional));
    },
  });
  await app.register(swaggerUi, {
    routePrefix: REFERENCE_PATH,
    // Without the bar on top, which would ask for another document to show.
    uiConfig: { layout: 'BaseLayout', deepLinking: true, validatorUrl: null, tryItOutEnabled: false },
    theme: { title: 'HTTP API of waba-migrations' },
    staticCSP:
      "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; " +
      "font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  });
}

interface OpenApi {
  readonly paths?: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components?: { readonly schemas?: Readonly<Record<string, unknown>> };
}

interface Operation {
  readonly operationId?: string;
  requestBody?: { required?: boolean };
}

/** The generator calls every body required. */
function withOptionalBodies(document: OpenApi, optional: ReadonlySet<string>): OpenApi {
  for (const operations of Object.values(document.paths ?? {}))
    for (const { operationId, requestBody } of Object.values(operations))
      if (requestBody && optional.has(operationId ?? '')) requestBody.required = false;
  return document;
}

/** Named shapes come out for input and output; only those that something refers to are kept. */
function withoutUnused(document: OpenApi): OpenApi {
  const schemas = { ...document.components?.schemas };
  for (;;) {
    const text = JSON.stringify({ ...document, components: { ...document.components, schemas } });
    const unused = Object.keys(schemas).filter((name) => !text.includes(`"#/components/schemas/${name}"`));
    if (unused.length === 0) return { ...document, components: { ...document.components, schemas } };
    for (const name of unused) delete schemas[name];
  }
}
