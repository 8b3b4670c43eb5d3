/** `shareCreditLine` on the time-skipping server, its activities faked. */
import { cancellations } from './credit/share-cancel';
import { lostAnswers } from './credit/share-lost';
import { sharesThatGoThrough } from './credit/share-through';
import { compensations } from './credit/share-undo';
import { CreditSuite } from './credit/suite';

const suite = new CreditSuite();

describe.each([
  ['a share that goes through', sharesThatGoThrough],
  ['a share with lost answers', lostAnswers],
  ['a share that is taken back', compensations],
  ['a share that is cancelled', cancellations],
])('%s', (_name, scenarios) => {
  beforeAll(() => suite.open());
  afterAll(() => suite.close());
  scenarios(suite);
});
