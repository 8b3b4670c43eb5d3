/** What a token of a worker may do, for those who hold none. */
import { graphAnswers, graphQuestionSchema, type GraphAnswer } from '../../../../domain/credit/questions';
import type { TokenInfo } from '../../../../domain/account';
import { createCreditBench, OUR_TOKEN } from './bench';

const SCOPES = ['business_management', 'whatsapp_business_management', 'whatsapp_business_messaging'];

async function factsOf(token: TokenInfo): Promise<GraphAnswer<'token'>> {
  const bench = createCreditBench();
  bench.graph.token = token;
  const answer = await bench.call('askGraph', graphQuestionSchema.parse({ kind: 'token' }));
  expect(bench.graph.writes).toEqual([]);
  expect(JSON.stringify(answer)).not.toContain(OUR_TOKEN);
  return graphAnswers.token.parse(answer);
}

test('are what Meta says of it, with where it was asked', async () => {
  const facts = await factsOf({ isValid: true, appId: '1234', type: 'SYSTEM_USER', expiresAt: 0, scopes: SCOPES });
  expect(facts).toEqual({
    tokenRef: 'default',
    graphOrigin: createCreditBench().deps.graph.origin,
    appId: '1234',
    type: 'SYSTEM_USER',
    isValid: true,
    scopes: SCOPES,
    missingScopes: [],
    expiresAt: 'never',
  });
});

test('name every permission that migrations and lines of credit need and it lacks', async () => {
  const facts = await factsOf({ isValid: true, scopes: ['public_profile'] });
  expect([...facts.missingScopes].sort()).toEqual(SCOPES);
});

test('give its end as a time, and none where Meta says none', async () => {
  expect((await factsOf({ isValid: true, scopes: [], expiresAt: 1_798_761_600 })).expiresAt).toBe(
    '2027-01-01T00:00:00.000Z',
  );
  expect((await factsOf({ isValid: false, scopes: [] })).expiresAt).toBeNull();
});

test('are not asked for with a token that this worker lacks', async () => {
  const bench = createCreditBench();
  const failure = await bench.failing('askGraph', graphQuestionSchema.parse({ kind: 'token', tokenRef: 'nobody' }));
  expect(failure).toMatchObject({ type: 'TokenMissing' });
  expect(bench.graph.calls).toEqual([]);
});
