/** `GET /v1/accounts/{wabaId}`: what Meta says of an account, read live by a worker. */
import { accountFactsSchema } from '../../../domain/account-facts';
import { json, problems } from '../document/answers';
import type { Api, RouteDeps } from '../api';
import { LIVE, tokenQuery } from '../document/credit-schemas';
import { accountParams } from '../document/schemas';

export function accountRoute(app: Api, { migrations }: RouteDeps): void {
  app.route({
    method: 'GET',
    url: '/v1/accounts/:wabaId',
    config: { permission: 'migrations:read' },
    schema: {
      operationId: 'showAccount',
      tags: ['accounts'],
      summary: 'Show what Meta says of an account: name, currency, owner, who pays for it',
      description: `Null is what Meta does not show; \`unreadable\` says why. ${LIVE}`,
      params: accountParams,
      querystring: tokenQuery,
      response: {
        200: json('The account.', accountFactsSchema),
        ...problems(['invalid-input', 'not-found', 'conflict', 'no-worker', 'read-failed'], { asksTemporal: true }),
      },
    },
    handler: async ({ params, query }) => migrations.account(params.wabaId, query),
  });
}
