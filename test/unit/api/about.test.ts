import { graphHostOf } from '../../../client/api/graph-host';
import { PERMISSIONS, VERB_PERMISSIONS } from '../../../client/access';
import { CURRENCY_DEADLINES } from '../../../domain/currencies';
import { ask } from './asked';
import { serve } from './served';

test.each([
  ['https://graph.facebook.com', { host: 'graph.facebook.com', kind: 'meta' }],
  ['http://127.0.0.1:4010', { host: '127.0.0.1:4010', kind: 'local' }],
  ['http://[::1]:4010', { host: '[::1]:4010', kind: 'local' }],
  ['http://localhost', { host: 'localhost', kind: 'local' }],
  // Somebody in between may lead to Meta: nobody may take it for a simulator.
  ['https://graph-proxy.example', { host: 'graph-proxy.example', kind: 'other' }],
  ['http://graph.facebook.com', { host: 'graph.facebook.com', kind: 'other' }],
  ['https://graph.facebook.com.example', { host: 'graph.facebook.com.example', kind: 'other' }],
] as const)('the Graph API at %s is shown as what it surely is', (url, host) => {
  expect(graphHostOf(url)).toEqual(host);
});

test('a client is told which Graph API is used, what the law asks for, and who could do what', async () => {
  const graph = { host: '127.0.0.1:4010', kind: 'local' } as const;
  const { api } = await serve({}, { graph, requireSecondPerson: true });
  const answer = await ask(api, 'GET /v1/about');
  expect(answer.json()).toMatchObject({
    graph,
    requireSecondPerson: true,
    deadlines: CURRENCY_DEADLINES,
    permissions: PERMISSIONS,
    verbs: VERB_PERMISSIONS,
  });
});
