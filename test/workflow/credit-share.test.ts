/** `shareCreditLine` on the time-skipping server, its activities faked. */
import { ALLOWED } from './credit/allowed-moves';
import { cancellations } from './credit/share-cancel';
import { lostAnswers } from './credit/share-lost';
import { refusedRepeats } from './credit/share-refused-repeat';
import { sharesThatGoThrough } from './credit/share-through';
import { compensations } from './credit/share-undo';
import { CreditSuite } from './credit/suite';

const suite = new CreditSuite();

describe.each([
  ['a share that goes through', sharesThatGoThrough],
  ['a share with lost answers', lostAnswers],
  ['a share whose repeat after a lost answer is refused', refusedRepeats],
  ['a share that is taken back', compensations],
  ['a share that is cancelled', cancellations],
])('%s', (_name, scenarios) => {
  beforeAll(() => suite.open());
  afterAll(() => suite.close());
  scenarios(suite);
});

test('the suite has seen exactly the moves that a share can make, and the table allows each', () => {
  const moves = [
    'checking → completed',
    'checking → refused',
    'checking → writing',
    'compensating → compensated',
    'compensating → failed',
    'compensating → needs-operator',
    'needs-operator → compensating',
    'needs-operator → completed',
    'needs-operator → verifying',
    'needs-operator → writing',
    'verifying → compensating',
    'verifying → completed',
    'verifying → needs-operator',
    'writing → compensating',
    'writing → failed',
    'writing → needs-operator',
    'writing → refused',
    'writing → verifying',
  ];
  expect([...suite.seen.share].sort()).toEqual(moves);
  expect(moves.filter((move) => !ALLOWED.includes(move))).toEqual([]);
});
