/** `migrateWaba` on the time-skipping server, its activities faked. The last tests hold the suite against the tables. */
import { ALL_TRANSITIONS } from '../../domain/phases';
import { Suite } from './suite';
import { approvals } from './scenarios/approvals';
import { beginnings } from './scenarios/beginnings';
import { clones } from './scenarios/clones';
import { cutOvers } from './scenarios/cut-overs';
import { deadlines, hooks } from './scenarios/hooks';
import { endings } from './scenarios/endings';
import { funding } from './scenarios/funding';
import { verbTable } from './scenarios/verb-table';

const suite = new Suite();

describe.each([
  ['the way to the end', endings],
  ['assessing and initiating', beginnings],
  ['cloning and verifying', clones],
  ['funding the clone', funding],
  ['awaiting approval', approvals],
  ['cutting over and confirming', cutOvers],
  ['verbs', verbTable],
  ['telling others', hooks],
  ['telling of deadlines', deadlines],
])('%s', (_name, scenarios) => {
  beforeAll(() => suite.open());
  afterAll(() => suite.close());
  scenarios(suite);
});

test('the suite has seen exactly the transitions of the phase table', () => {
  const listed = ALL_TRANSITIONS.map(({ from, to }) => `${from} → ${to}`);
  expect([...suite.seen.transitions].sort()).toEqual(listed.sort());
});
