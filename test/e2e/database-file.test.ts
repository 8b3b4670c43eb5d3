/**
 * What can be read in the files of the Temporal server by whoever gets hold of them: with `PAYLOAD_KEYS` nothing of what
 * runs carry. The same runs without keys show that each of these texts would be found.
 */
import { randomBytes } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createWorld, numberPlaces, type World } from './harness';

const NAME = 'Jasper and Sons Curiosities';
const COMMENT = 'seen by the treasurer';
const REASON = 'the customer wants another year';

let world: World | undefined;
afterEach(async () => {
  await world?.close();
  world = undefined;
});

/** The files of the server: database, its journal, its log. */
async function filesOf({ server: { stateDir } }: World): Promise<Buffer> {
  const names = (await readdir(stateDir)).filter((name) => name.startsWith('temporal'));
  expect(names.filter((name) => /\.db$/.test(name))).toHaveLength(1);
  return Buffer.concat(await Promise.all(names.map((name) => readFile(join(stateDir, name)).catch(() => Buffer.of()))));
}

/** Takes one migration to its end and abandons another; answers which texts about them stand in the server's files. */
async function readableAfterRuns(env: Record<string, string>): Promise<Record<string, boolean>> {
  world = await createWorld({ env });
  const moved = await world.addAccount({ name: NAME });
  const dropped = await world.addAccount();
  for (const waba of [moved, dropped]) await world.start(waba.id, '--by', 'otto.starter');
  for (const waba of [moved, dropped]) await world.waitForPhase(waba.id, 'awaiting-approval');
  await world.wabactl('migrate', 'abandon', dropped.id, '--reason', REASON);
  await world.waitForPhase(dropped.id, 'abandoned');
  // While the other waits, its watch has failed an attempt: its message and stack are what the server keeps of it.
  await world.approve(moved.id, '--comment', COMMENT);
  const { migrationId, report } = await world.waitForPhase(moved.id, 'completed');
  await world.finish();

  const files = await filesOf(world);
  const texts: Record<string, string | undefined> = {
    'a number': numberPlaces([moved])[0]?.digits,
    'the name of the account, in a result and the memo': NAME,
    'who started, in the input and the memo': 'otto.starter',
    'a comment, in the input of an Update': COMMENT,
    'a reason, in a failure message': REASON,
    'the digest, in details of the end': report?.digest ?? undefined,
    'what a run waits for, in the memo': 'needs an approval',
    'the message of a failure that is tried again': 'Verified just now',
    'a stack': 'dist/activities/',
    'the summary of a run': `INR for WABA ${moved.id}`,
    'the summary of an activity': 'Compare source and clone',
    'what Temporal must read: the migration id, as a search attribute': migrationId ?? undefined,
  };
  return Object.fromEntries(Object.entries(texts).map(([what, text]) => [what, files.includes(text ?? '\0missing')]));
}

test('with keys no payload, memo value, failure message or stack is readable in the files of the server', async () => {
  const key = randomBytes(32);
  const readable = await readableAfterRuns({ PAYLOAD_KEYS: `autumn:${key.toString('base64')}` });
  const shown = Object.keys(readable).filter((what) => readable[what]);
  expect(shown).toEqual(['what Temporal must read: the migration id, as a search attribute']);
});

test('without keys each of these texts is found there, so the look at the files is a real one', async () => {
  const readable = await readableAfterRuns({});
  expect(Object.keys(readable).filter((what) => !readable[what])).toEqual([]);
});
