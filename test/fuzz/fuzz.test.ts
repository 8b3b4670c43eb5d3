/**
 * Every route of the OpenAPI document, asked whatever the document allows and forbids, by everybody: no answer is
 * outside the document, none is an error of the server, bad input is never taken, and nobody gets in who may not.
 */
import { join } from 'node:path';
import { sayOnStderr } from '../helpers/temporal-servers';
import { fuzz, type Caller, type Phase } from './fuzz';
import { createFuzzedWorld, type FuzzedWorld } from './fuzzed-world';
import { findSchemathesis } from './schemathesis';

/** The work is bounded by its amount, not by a clock, so that the same seed asks the same on every machine. */
const EXAMPLES = Number(process.env['FUZZ_EXAMPLES'] ?? 8);
const SEED = Number(process.env['FUZZ_SEED'] ?? 20_261_231);

/** Every boundary of every schema is tried once by who may do everything; others end at many a door. */
const CALLERS = [
  ['admin', ['coverage', 'fuzzing', 'stateful']],
  ['operator', ['fuzzing', 'stateful']],
  ['approver', ['fuzzing']],
  ['viewer', ['fuzzing']],
  ['nobody', ['fuzzing']],
] as const satisfies readonly (readonly [Caller, readonly Phase[]])[];

let world: FuzzedWorld;
let python: string;

beforeAll(async () => {
  python = await findSchemathesis({ log: sayOnStderr });
  world = await createFuzzedWorld();
  process.stderr.write(`The fuzz makes up ${EXAMPLES} requests for each operation and caller; its seed is ${SEED}.\n`);
}, 600_000);

afterAll(async () => {
  await world?.close();
});

test.each(CALLERS)(
  'whatever %s asks, the answer is one that the document has',
  async (caller, phases) => {
    const { url, keys, roles, known, folder } = world;
    const about = { python, url, keys, roles, known, caller, phases, seed: SEED, examples: EXAMPLES };
    const result = await fuzz({ ...about, folder: join(folder, caller) });
    process.stderr.write(`${caller}: ${result.requests} requests to ${result.tested} operations.\n`);
    if (result.status !== 0) throw new Error(`${result.found.join('\n')}\n\n${result.output}`);
    expect(result).toMatchObject({ found: [], untested: 0 });
    expect(world.api.isRunning()).toBe(true);
  },
  3_600_000,
);
