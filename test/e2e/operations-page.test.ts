/** The queries that `docs/operations.md` gives people are understood by a real server. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { CREDIT_PHASES } from '../../domain/credit/phases';
import { WORKFLOW_TYPES } from '../../domain/ids';
import { PHASES } from '../../domain/phases';
import { startTestServer, type TestServer } from '../helpers/temporal-servers';

const page = readFileSync(join(__dirname, '..', '..', 'docs', 'operations.md'), 'utf8');
const [, section = ''] = /## Queries to save\n(.*?)\n## /s.exec(page) ?? [];
const queries = [...section.matchAll(/^\| ([^|`]+?) +\| `([^`]+)`/gm)].map(([, what = '', query = '']) => ({
  what,
  query,
}));

let server: TestServer;
let connection: Connection;
beforeAll(async () => {
  server = await startTestServer();
  connection = await Connection.connect({ address: server.address });
}, 600_000);
afterAll(async () => {
  await connection?.close();
  await server?.stop();
});

const count = (query: string) =>
  new Client({ connection, namespace: server.namespace }).workflow.count(query).then(({ count: found }) => found);

test('the page has the queries that an operator asks for first', () => {
  expect(queries.length).toBeGreaterThan(8);
});

test.each(queries)('$what: the server takes the query', async ({ query }) => {
  expect(await count(query)).toBe(0);
});

test('the queries name phases, workflows and statuses that there are', () => {
  const named = queries.flatMap(({ query }) =>
    [...query.matchAll(/(Phase|WorkflowType|ExecutionStatus) (?:= |IN \()((?:"[^"]+"(?:, )?)+)/g)].flatMap(
      ([, attribute = '', values = '']) =>
        [...values.matchAll(/"([^"]+)"/g)].map(([, value = '']) => ({ attribute, value })),
    ),
  );
  const known: Record<string, readonly string[]> = {
    Phase: [...PHASES, ...CREDIT_PHASES],
    WorkflowType: Object.values(WORKFLOW_TYPES),
    ExecutionStatus: ['Running', 'Completed', 'Failed', 'Canceled', 'Terminated', 'ContinuedAsNew', 'TimedOut'],
  };
  expect(named.length).toBeGreaterThan(8);
  expect(named.filter(({ attribute, value }) => !known[attribute]?.includes(value))).toEqual([]);
});

test('a query with a name that no run has is refused, so the others were looked at', async () => {
  await expect(count('NeedsOperater = true')).rejects.toThrow();
});
