/** `revokeCreditLine` on the time-skipping server, its activities faked. */
import { revokes } from './credit/revoke';
import { CreditSuite } from './credit/suite';

const suite = new CreditSuite();

describe('a revoke', () => {
  beforeAll(() => suite.open());
  afterAll(() => suite.close());
  revokes(suite);
});
