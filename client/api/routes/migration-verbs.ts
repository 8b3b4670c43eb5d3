/** `POST /v1/migrations/{wabaId}/{verb}`: tells a run what a person decided. One route for each verb, all alike. */
import { stateDocumentSchema } from '../../../domain/state';
import { verbInputs, VERBS, type Verb } from '../../../domain/verbs';
import { json } from '../document/answers';
import type { Api, Migrations, RouteDeps } from '../api';
import { idempotencyHeaders } from '../requests/idempotency';
import { optionalBody } from '../requests/optional-body';
import { VERB_PERMISSIONS } from '../../access';
import { wabaParams } from '../document/schemas';
import { bodyOfVerb, PROBLEMS_OF_VERBS, verbOf } from '../requests/verb-requests';

/** What each verb does, in a sentence. */
const SUMMARIES: Readonly<Record<Verb, string>> = {
  approve: 'Let the numbers move, for the digest that the report shows. There is no way back',
  reject: 'End a run that waits for approval; nothing moves',
  waive: 'Set aside one check that may be waived',
  retry: 'Take a step again that the run stands still at',
  attach: 'Name the migration of an initiate whose answer was lost',
  pause: 'Stop before the next write; reads go on',
  unpause: 'Go on after a pause',
  abandon: 'End a run before its numbers were told to move',
  conclude: 'End a run that stands still after its numbers were told to move',
};

export function migrationVerbRoutes(app: Api, deps: RouteDeps): void {
  for (const verb of VERBS) migrationVerbRoute(app, deps, verb);
}

function migrationVerbRoute<V extends Verb>(app: Api, { migrations }: RouteDeps, verb: V): void {
  app.route({
    method: 'POST',
    url: `/v1/migrations/:wabaId/${verb}`,
    config: { permission: VERB_PERMISSIONS[verb] },
    schema: {
      operationId: `${verb}Migration`,
      tags: ['migrations'],
      summary: SUMMARIES[verb],
      description:
        'Answers with the state after it. `waitingForId` is the `waitingFor.id` that the decision was taken on; left out, it ' +
        'is the current one. An outdated one is refused.',
      params: wabaParams,
      headers: idempotencyHeaders,
      body: optionalBody(bodyOfVerb(verbInputs[verb])),
      response: {
        200: json('Done; the state document after it.', stateDocumentSchema),
        ...PROBLEMS_OF_VERBS,
      },
    },
    handler: async (request) => {
      const { input, options } = verbOf(request);
      const give: Migrations[V] = migrations[verb];
      return give(request.params.wabaId, input as never, options);
    },
  });
}
