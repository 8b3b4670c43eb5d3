/** `GET /v1/credit-operations`: the shares and revokes that Temporal's visibility knows, page by page. */
import { z } from 'zod';
import { creditListFilterSchema } from '../..';
import { creditOperationListSchema } from '../../answer-schemas';
import type { Api, Credit } from '../api';
import { json, problems } from '../document/answers';
import { queryBoolean, queryInteger } from '../requests/query-values';

const { needsOperator: _needsOperator, pageSize, ...texts } = creditListFilterSchema.shape;

const listQuery = z.strictObject({
  ...texts,
  needsOperator: queryBoolean.optional().describe('whether only a person can move the operation'),
  pageSize: queryInteger(pageSize).optional(),
});

/** Registers the route. `credit` may be shared by who asks at the same moment. */
export function listCreditOperationsRoute(app: Api, credit: Pick<Credit, 'list'>): void {
  app.route({
    method: 'GET',
    url: '/v1/credit-operations',
    config: { permission: 'credit:read' },
    schema: {
      operationId: 'listCreditOperations',
      tags: ['credit'],
      summary: 'List shares and revokes of all businesses',
      description:
        'Open operations come before closed ones, each newest first, as migrations are listed. Shares that migrations ' +
        'started to fund a clone are among them.',
      querystring: listQuery,
      response: {
        200: json('One page.', creditOperationListSchema),
        ...problems(['invalid-input'], { asksTemporal: true }),
      },
    },
    handler: async ({ query }) => {
      const { operations, nextPageToken } = await credit.list(query);
      return { operations: [...operations], nextPageToken };
    },
  });
}
