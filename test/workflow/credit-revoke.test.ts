/** `revokeCreditLine` on the time-skipping server, its activities faked. */
import { ALLOWED } from './credit/allowed-moves';
import { revokes } from './credit/revoke';
import { CreditSuite } from './credit/suite';

const suite = new CreditSuite();

describe('a revoke', () => {
  beforeAll(() => suite.open());
  afterAll(() => suite.close());
  revokes(suite);
});

test('the suite has seen exactly the moves that a revoke can make, and the table allows each', () => {
  const moves = [
    'checking → completed',
    'checking → failed',
    'checking → needs-operator',
    'checking → refused',
    'checking → writing',
    'needs-operator → checking',
    'needs-operator → refused',
    'verifying → completed',
    'verifying → failed',
    'writing → failed',
    'writing → refused',
    'writing → verifying',
  ];
  expect([...suite.seen.revoke].sort()).toEqual(moves);
  expect(moves.filter((move) => !ALLOWED.includes(move))).toEqual([]);
});
