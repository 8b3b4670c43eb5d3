/** What people can tell a credit operation and see of it, and the live reads, on the time-skipping server. */
import { liveReads } from './credit/live-reads';
import { shown } from './credit/shown';
import { CreditSuite } from './credit/suite';
import { creditVerbTable } from './credit/verb-table';

const suite = new CreditSuite();

describe.each([
  ['verbs', creditVerbTable],
  ['what is shown', shown],
  ['live reads', liveReads],
])('%s', (_name, scenarios) => {
  beforeAll(() => suite.open());
  afterAll(() => suite.close());
  scenarios(suite);
});
