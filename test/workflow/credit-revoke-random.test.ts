/** What must hold of every revoke, whatever Meta answers and whenever it is cancelled; and bugs that break it. */
import { bundleBroken, type Bug } from './credit/broken';
import { holdsForEveryRevoke, type Rule } from './credit/random-revoke';
import { CreditSuite } from './credit/suite';

const SEED = 20261122;

const suite = new CreditSuite();
beforeAll(() => suite.open());
afterAll(() => suite.close());

test('a revoke deletes what was confirmed and nothing else, and its report is true of every record', async () => {
  await holdsForEveryRevoke(suite, { seed: SEED, numRuns: 80 });
});

/** Bugs seeded by hand; the property must find each. */
const BUGS: Record<string, Bug & { readonly breaks: Rule }> = {
  'a radius that changed is not asked about': {
    breaks: 'a DELETE is of a live record of the business in the radius that was confirmed and read last',
    file: 'revoke-credit-line.workflow.ts',
    from: 'if (radius.digest !== (run.confirmedRadius ?? run.input.radius)) {',
    to: "if (radius.digest === '') {",
  },
  'records that are not shown to be the business’s are deleted, too': {
    breaks: 'a DELETE is of a live record of the business in the radius that was confirmed and read last',
    file: 'credit/revoke-run.ts',
    from: '!isDeleted(record) && this.isOurs(record)) ?? []',
    to: '!isDeleted(record)) ?? []',
  },
  'a record counts as revoked before it reads so': {
    breaks: 'what counts as revoked was read to be gone',
    file: 'credit/delete-allocations.ts',
    from: "    if (seen.kind === 'deleted') isRevoked(run, id);\n    else",
    to: "    if (seen.kind !== 'unreadable') isRevoked(run, id);\n    else",
  },
  'what a refusal stopped counts as gone': {
    breaks: 'what counts as gone is gone',
    file: 'credit/delete-allocations.ts',
    from: "(await confirmGone(run, id, 0)).kind === 'deleted'",
    to: "(await confirmGone(run, id, 0)).kind !== 'unreadable'",
  },
  'a lost DELETE is repeated without a look': {
    breaks: 'a lost DELETE goes out again only after a look',
    file: 'credit/delete-allocations.ts',
    from: "const seen = await confirmGone(run, id, run.patienceMs('settleFor'));",
    to: "const seen = lost < MAX_LOST ? { kind: '', text: '' } : await confirmGone(run, id, 0);",
  },
  'a cancellation does not stop the DELETEs that follow': {
    breaks: 'no DELETE goes out once it knows that it is cancelled',
    file: 'credit/delete-allocations.ts',
    from: '    throwIfInterrupted(run);\n',
    to: '',
  },
  'a cancellation between two DELETEs counts as one before the first': {
    breaks: 'refused means that no DELETE left it',
    file: 'revoke-credit-line.workflow.ts',
    from: '|| !run.deleteSent) throw',
    to: '|| run) throw',
  },
  'a record that came to be meanwhile is not looked for': {
    breaks: 'completed means that a look after the last DELETE showed nothing live',
    file: 'revoke-credit-line.workflow.ts',
    from: '  await listOthers(run);\n  return run.isClean',
    to: '  return run.isClean',
  },
  'a last look that could not be made counts as made': {
    breaks: 'completed means that a look after the last DELETE showed nothing live',
    file: 'credit/delete-allocations.ts',
    from: '    run.othersUnread = now.unread;\n',
    to: '',
  },
  'a reset forgets what it had not deleted': {
    breaks: 'the report names every record that was read, once',
    file: 'revoke-credit-line.workflow.ts',
    from: "  failTheRest(run, 'the run was reset before it was seen to be gone');\n",
    to: '',
  },
};

test.each(Object.entries(BUGS))('finds the seeded bug: %s', async (name, { breaks, ...bug }) => {
  const queue = `broken: ${name}`;
  await suite.running.alsoRun(queue, await bundleBroken(bug));
  await expect(holdsForEveryRevoke(suite, { seed: SEED, numRuns: 400, queue })).rejects.toMatchObject({
    cause: { message: expect.stringContaining(breaks) },
  });
});
