/** While workers are replaced, one of an older version may answer for a run, without the fields that came later. */
import type { z } from 'zod';
import { TemporalMigrations } from '../../../client/temporal-migrations';
import { creditStateDocumentSchema } from '../../../domain/credit/state';
import { stateDocumentSchema } from '../../../domain/state';
import { creditState, describedOperation } from '../client/credit/credit-states';
import { describedRun, fakeTemporal, runState } from '../client/faked-temporal';
import { ask } from './asked';
import { serve } from './served';

const KINDS = [
  {
    path: '/v1/migrations/1001',
    verb: { line: 'POST /v1/migrations/1001/pause', payload: {} },
    description: describedRun(),
    state: runState(),
    schema: stateDocumentSchema,
  },
  {
    path: '/v1/businesses/77/credit/operation',
    verb: { line: 'POST /v1/businesses/77/credit/operation/cancel', payload: { reason: 'not now' } },
    description: describedOperation(),
    state: creditState(),
    schema: creditStateDocumentSchema,
  },
];

/** The fields of a document that came later: those that have a default. */
const laterFields = ({ shape }: z.ZodObject): string[] =>
  Object.entries(shape).flatMap(([name, field]) => ((field as z.ZodType).safeParse(undefined).success ? [name] : []));

describe.each(KINDS)('$path', ({ path, verb, description, state, schema }) => {
  const later = laterFields(schema);
  const older = Object.fromEntries(Object.entries(state).filter(([name]) => !later.includes(name)));
  const whole = schema.parse({ ...older, polling: null });
  const served = () => {
    const { client } = fakeTemporal({ describe: () => description, query: () => older, executeUpdate: () => older });
    return serve({}, { migrations: new TemporalMigrations({ client }) });
  };

  it('is shown with every field where the run was asked of an older worker', async () => {
    expect(later).not.toEqual([]);
    const { api } = await served();
    const answer = await ask(api, `GET ${path}`);
    expect([answer.statusCode, answer.json()]).toEqual([200, whole]);
  });

  it('is answered with after a verb that an older worker took', async () => {
    const { api } = await served();
    const answer = await ask(api, verb.line, { payload: verb.payload });
    expect([answer.statusCode, answer.json()]).toEqual([200, whole]);
  });
});
