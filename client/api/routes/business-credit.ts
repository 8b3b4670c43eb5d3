/**
 * `GET /v1/businesses/{id}/credit` and `…/credit/radius`: who funds a customer's accounts, and what a revoke would
 * defund, read live from Meta by a worker.
 */
import { businessCreditSchema, radiusSchema } from '../../../domain/credit/funding';
import { json, problems } from '../document/answers';
import type { Api, RouteDeps } from '../api';
import { businessParams, LIVE, tokenQuery } from '../document/credit-schemas';

export function businessCreditRoutes(app: Api, { migrations: { credit } }: RouteDeps): void {
  app.route({
    method: 'GET',
    url: '/v1/businesses/:id/credit',
    config: { permission: 'credit:read' },
    schema: {
      operationId: 'showBusinessCredit',
      tags: ['credit'],
      summary: 'Show our allocations to a business, and what funds each of its accounts',
      description: LIVE,
      params: businessParams,
      querystring: tokenQuery,
      response: {
        200: json('Who funds what.', businessCreditSchema),
        ...problems(['invalid-input', 'not-found', 'conflict', 'no-worker', 'read-failed'], { asksTemporal: true }),
      },
    },
    handler: async ({ params, query }) => credit.business(params.id, query),
  });

  app.route({
    method: 'GET',
    url: '/v1/businesses/:id/credit/radius',
    config: { permission: 'credit:read' },
    schema: {
      operationId: 'showRadius',
      tags: ['credit'],
      summary: 'Show what a revoke would defund, with the digest that a revoke wants',
      description: `This is the dry run of a revoke: nothing is written. ${LIVE}`,
      params: businessParams,
      querystring: tokenQuery,
      response: {
        200: json('The radius.', radiusSchema),
        ...problems(['invalid-input', 'not-found', 'conflict', 'no-worker', 'read-failed'], { asksTemporal: true }),
      },
    },
    handler: async ({ params, query }) => credit.radius(params.id, query),
  });
}
