/** `POST /v1/businesses/{id}/credit/share` and `…/revoke`: start a credit operation, one of a business at a time. */
import { z } from 'zod';
import { revokeInputSchema, shareInputSchema } from '../../../domain/credit/input';
import { graphIdSchema } from '../../../domain/input';
import { json, problems } from '../document/answers';
import type { Api, RouteDeps } from '../api';
import { startedOperationSchema } from '../../answer-schemas';
import { businessParams } from '../document/credit-schemas';
import { idempotencyHeaders, startIdempotency } from '../requests/idempotency';

// Who starts comes from the key, and the business from the path. Rules over several fields are checked by the client.
const { startedBy: _sharedBy, businessId: _shareBusiness, ...shareFields } = shareInputSchema.shape;
const { startedBy: _revokedBy, businessId: _revokeBusiness, ...revokeFields } = revokeInputSchema.shape;

const shareBody = z.strictObject(shareFields);
const revokeBody = z.strictObject({
  ...revokeFields,
  confirm: graphIdSchema.describe('the id of the business again: every account of it loses our funding'),
});

const answers = {
  200: json('It is open already, asking for the same.', startedOperationSchema),
  201: json('Started.', startedOperationSchema),
  ...problems(['invalid-input', 'idempotency-key-reused', 'conflict'], { asksTemporal: true, takesBody: true }),
};

export function startCreditRoutes(app: Api, { migrations: { credit } }: RouteDeps): void {
  app.route({
    method: 'POST',
    url: '/v1/businesses/:id/credit/share',
    config: { permission: 'credit:share' },
    schema: {
      operationId: 'shareCreditLine',
      tags: ['credit'],
      summary: 'Share a line with a business and fund one account',
      description: 'Follow it at `…/credit/operation`. What it made is taken back where a later step is refused.',
      params: businessParams,
      headers: idempotencyHeaders,
      body: shareBody,
      response: answers,
    },
    handler: async (request, reply) => {
      const { id: businessId } = request.params;
      const input = { ...request.body, businessId, startedBy: request.principal.name };
      const run = await credit.share(input, { requestId: request.id, ...startIdempotency(request) });
      return reply
        .code(run.started ? 201 : 200)
        .header('location', operationPath(businessId))
        .send(run);
    },
  });

  app.route({
    method: 'POST',
    url: '/v1/businesses/:id/credit/revoke',
    config: { permission: 'credit:revoke' },
    schema: {
      operationId: 'revokeCreditLine',
      tags: ['credit'],
      summary: 'Revoke every allocation of our lines to a business. Every account of it loses our funding',
      description:
        'Wants the digest of `…/credit/radius` and the business id again. Open migrations of the business refuse it unless ' +
        'each is named in `forceRuns`. Follow it at `…/credit/operation`.',
      params: businessParams,
      headers: idempotencyHeaders,
      body: revokeBody,
      response: answers,
    },
    handler: async (request, reply) => {
      const { id: businessId } = request.params;
      const input = { ...request.body, businessId, startedBy: request.principal.name };
      const run = await credit.revoke(input, { requestId: request.id, ...startIdempotency(request) });
      return reply
        .code(run.started ? 201 : 200)
        .header('location', operationPath(businessId))
        .send(run);
    },
  });
}

const operationPath = (businessId: string): string => `/v1/businesses/${businessId}/credit/operation`;
