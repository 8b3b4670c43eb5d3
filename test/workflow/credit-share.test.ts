/** `shareCreditLine` on the time-skipping server, its activities faked. */
import { CreditSuite } from './credit/suite';
import { sharesThatGoThrough } from './credit/share-through';

const suite = new CreditSuite();

describe.each([['a share that goes through', sharesThatGoThrough]])('%s', (_name, scenarios) => {
  beforeAll(() => suite.open());
  afterAll(() => suite.close());
  scenarios(suite);
});
