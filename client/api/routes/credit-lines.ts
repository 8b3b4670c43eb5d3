/** `GET /v1/credit-lines` and `GET /v1/credit-lines/{id}`: our lines of credit, read live from Meta by a worker. */
import { z } from 'zod';
import { creditLineDetailsSchema, creditLinesSchema } from '../../../domain/credit/questions';
import { graphIdSchema } from '../../../domain/input';
import { json, problems } from '../document/answers';
import type { Api, RouteDeps } from '../api';
import { LIVE, tokenQuery } from '../document/credit-schemas';

export function creditLineRoutes(app: Api, { migrations: { credit } }: RouteDeps): void {
  app.route({
    method: 'GET',
    url: '/v1/credit-lines',
    config: { permission: 'credit:read' },
    schema: {
      operationId: 'listCreditLines',
      tags: ['credit'],
      summary: 'List our lines of credit',
      description: `Where there is none, \`why\` says what the reason may be. ${LIVE}`,
      querystring: tokenQuery,
      response: {
        200: json('Our lines.', creditLinesSchema),
        ...problems(['invalid-input', 'not-found', 'conflict', 'no-worker', 'read-failed'], { asksTemporal: true }),
      },
    },
    handler: async ({ query }) => credit.lines(query),
  });

  app.route({
    method: 'GET',
    url: '/v1/credit-lines/:id',
    config: { permission: 'credit:read' },
    schema: {
      operationId: 'showCreditLine',
      tags: ['credit'],
      summary: 'Show one line: every field and both edges',
      description: LIVE,
      params: z.strictObject({ id: graphIdSchema.describe('id of the line of credit') }),
      querystring: tokenQuery,
      response: {
        200: json('The line.', creditLineDetailsSchema),
        ...problems(['invalid-input', 'not-found', 'conflict', 'no-worker', 'read-failed'], { asksTemporal: true }),
      },
    },
    handler: async ({ params, query }) => credit.line(params.id, query),
  });
}
