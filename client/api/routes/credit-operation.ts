/** `GET /v1/businesses/{id}/credit/operation` and its verbs: where a share or a revoke stands, and what people tell it. */
import { creditStateDocumentSchema } from '../../../domain/credit/state';
import { creditVerbInputs, CREDIT_VERBS, type CreditVerb } from '../../../domain/credit/verbs';
import { CREDIT_VERB_PERMISSIONS } from '../../access';
import { json, problems } from '../document/answers';
import type { Api, RouteDeps } from '../api';
import { businessParams } from '../document/credit-schemas';
import { idempotencyHeaders } from '../requests/idempotency';
import { bodyOfVerb, PROBLEMS_OF_VERBS, verbOf } from '../requests/verb-requests';

/** The client's method for each verb, and what it does in a sentence. */
const VERBS = {
  'retry-verification': ['retryVerification', 'Look again whether the account is funded'],
  'accept-as-is': ['acceptAsIs', 'End an operation that waits as completed; what is left at Meta is on its outcome'],
  'retry-compensation': ['retryCompensation', 'Take back again what the operation made'],
  'confirm-radius': ['confirmRadius', 'Go on with a revoke whose radius changed, for the digest that was read last'],
  cancel: ['cancel', 'End an operation; a share takes back what it made'],
} as const satisfies Record<CreditVerb, readonly [method: keyof RouteDeps['migrations']['credit'], summary: string]>;

export function creditOperationRoutes(app: Api, deps: RouteDeps): void {
  app.route({
    method: 'GET',
    url: '/v1/businesses/:id/credit/operation',
    config: { permission: 'credit:read' },
    schema: {
      operationId: 'showCreditOperation',
      tags: ['credit'],
      summary: 'Show where the newest share or revoke of a business stands',
      params: businessParams,
      response: {
        200: json('The state document.', creditStateDocumentSchema),
        ...problems(['invalid-input', 'not-found', 'no-worker'], { asksTemporal: true }),
      },
    },
    handler: async ({ params }) => deps.migrations.credit.get(params.id),
  });
  for (const verb of CREDIT_VERBS) creditVerbRoute(app, deps, verb);
}

function creditVerbRoute<V extends CreditVerb>(app: Api, { migrations: { credit } }: RouteDeps, verb: V): void {
  const [method, summary] = VERBS[verb];
  app.route({
    method: 'POST',
    url: `/v1/businesses/:id/credit/operation/${verb}`,
    config: { permission: CREDIT_VERB_PERMISSIONS[verb] },
    schema: {
      operationId: `${method}OfCreditOperation`,
      tags: ['credit'],
      summary,
      description: 'Answers with the state after it.',
      params: businessParams,
      headers: idempotencyHeaders,
      body: bodyOfVerb(creditVerbInputs[verb]),
      response: {
        200: json('Done; the state document after it.', creditStateDocumentSchema),
        ...PROBLEMS_OF_VERBS,
      },
    },
    handler: async (request) => {
      const { input, options } = verbOf(request);
      return credit[method](request.params.id, input as never, options);
    },
  });
}
