/** What must hold of every share, whatever its activities answer and whenever it is cancelled; and bugs that break it. */
import { bundleBroken, type Bug } from './credit/broken';
import { holdsForEveryShare, type Rule } from './credit/random-share';
import { CreditSuite } from './credit/suite';

const SEED = 20261122;

const suite = new CreditSuite();
beforeAll(() => suite.open());
afterAll(() => suite.close());

test('a share takes back what it provably made and nothing else, and always ends or asks', async () => {
  await holdsForEveryShare(suite, { seed: SEED, numRuns: 80 });
});

/** Bugs seeded by hand; the property must find each. */
const BUGS: Record<string, Bug & { readonly breaks: Rule }> = {
  'an allocation of before counts as made': {
    breaks: 'it claims exactly what its answers show',
    file: 'credit/effects.ts',
    from: 'const isNew = answer.allocationId !== null && !before.includes(answer.allocationId);',
    to: 'const isNew = answer.allocationId !== null;',
  },
  'an allocation that somebody else made right before the call counts as made': {
    breaks: 'it claims exactly what its answers show',
    file: 'credit/effects.ts',
    from: "('allocationsBefore' in answer && answer.allocationsBefore) || []",
    to: '[]',
  },
  'what only reading showed counts as made': {
    breaks: 'it claims exactly what its answers show',
    file: 'credit/effects.ts',
    from: "? 'seen' : 'nothing';\n  effect.over",
    to: "? 'made' : 'nothing';\n  effect.over",
  },
  'a lost call is made again without a look': {
    breaks: 'a lost call goes out again only after a look',
    file: 'credit/share-calls.ts',
    from: "if (effect.state === 'lost') {",
    to: "if (effect.state === 'lost' && effect.timesLost > 5) {",
  },
  'a refusal after something was made takes nothing back': {
    breaks: 'refused means that nothing was made',
    file: 'credit/share-calls.ts',
    from: '!run.effects.some(mayStay)',
    to: 'run.effects.every(() => true)',
  },
  'a deleted record counts as gone before it reads so': {
    breaks: 'an allocation is gone only once it was read to be',
    file: 'credit/compensating.ts',
    from: "return seen.kind === 'deleted'",
    to: "return seen.kind !== 'unreadable'",
  },
  'funding that shows late is a reason to take back': {
    breaks: 'nothing is taken back without a refusal or a cancellation',
    file: 'share-credit-line.workflow.ts',
    from: 'return run.stopFor({',
    to: "if (found) return run.compensate('Late.');\n  return run.stopFor({",
  },
  'what is left is not told': {
    breaks: 'what was made is taken back or listed, unless the share reached what it was for',
    file: 'credit/share-run.ts',
    from: 'return [...left.values()];',
    to: 'return [];',
  },
};

test.each(Object.entries(BUGS))('finds the seeded bug: %s', async (name, { breaks, ...bug }) => {
  const queue = `broken: ${name}`;
  await suite.running.alsoRun(queue, await bundleBroken(bug));
  await expect(holdsForEveryShare(suite, { seed: SEED, numRuns: 400, queue })).rejects.toMatchObject({
    cause: { message: expect.stringContaining(breaks) },
  });
});
