/** One run of Schemathesis against a server, with the keys of one role. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Role } from '../../client/access';

/** Whose keys requests carry. */
export type Caller = Role | 'nobody';

/** Who may ask for an operation: always, or (by what the request says) sometimes. */
export interface Entry {
  readonly always: readonly Caller[];
  readonly sometimes: readonly Caller[];
}

/** What a run is about. */
export interface FuzzOptions {
  /** The Python that has Schemathesis. */
  readonly python: string;
  readonly url: string;
  /** A folder of its own, for settings and report. */
  readonly folder: string;
  readonly caller: Caller;
  readonly keys: Readonly<Record<Role, readonly string[]>>;
  /** By the id of the operation. */
  readonly roles: Readonly<Record<string, Entry>>;
  /** Values that lead somewhere, by the place that takes them, as in `path.wabaId`; most requests carry one. */
  readonly known?: Readonly<Record<string, readonly string[]>>;
  readonly seed: number;
  /** How many requests to make up at random for each operation, and chains of them in all. */
  readonly examples: number;
  readonly phases: readonly Phase[];
  /** Ids of the operations to try; all of them where none are named. */
  readonly only?: readonly string[];
}

/** What Schemathesis does in turn: every boundary of every schema once, values at random, chains of requests. */
export type Phase = 'coverage' | 'fuzzing' | 'stateful';

/** What came of a run. */
export interface FuzzResult {
  /** 0 where nothing was found. */
  readonly status: number | null;
  /** All that Schemathesis said: what it found, each with a request that shows it. */
  readonly output: string;
  readonly requests: number;
  /** Operations of the document that were tried, and that were not. */
  readonly tested: number;
  readonly untested: number;
  /** What was found, in short: each with its operation, where it has one. */
  readonly found: readonly string[];
}

/**
 * Rules over several fields, and texts that only the server can tell apart: a schema cannot say them, so a request that
 * breaks one may be refused though the document allows it. By operation, the fields that may be refused.
 */
const BEYOND_THE_DOCUMENT: Readonly<Record<string, readonly string[]>> = {
  listMigrations: ['pageToken'],
  listCreditOperations: ['pageToken'],
  startMigration: ['policy', 'approval', 'customerTokenRef', 'testMessage'],
  shareCreditLine: ['verifyFor', 'settleFor', 'customerTokenRef'],
  revokeCreditLine: ['verifyFor', 'settleFor', 'confirm'],
};

/** Runs Schemathesis with every check that it has, and with those of `rules.py`. */
export async function fuzz(options: FuzzOptions): Promise<FuzzResult> {
  const { python, url, folder, caller, keys, roles, seed, examples, phases, only = [] } = options;
  await mkdir(folder, { recursive: true });
  const setup = join(folder, 'setup.json');
  await writeFile(setup, JSON.stringify({ role: caller, keys, roles, beyondTheDocument: BEYOND_THE_DOCUMENT }));
  const settings = join(folder, 'schemathesis.toml');
  await writeFile(settings, settingsOf(options));
  const report = join(folder, 'report.json');
  const child = spawn(
    python,
    [
      ...['-m', 'schemathesis.cli', '--config-file', settings, 'run', `${url}/openapi.json`, '--no-color'],
      ...['--phases', phases.join(','), '--seed', String(seed), '--max-examples', String(examples)],
      ...only.flatMap((id) => ['--include-operation-id', id]),
      ...['--report', 'json', '--report-json-path', report],
    ],
    { cwd: folder, env: { ...process.env, FUZZ_SETUP: setup }, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  const [status] = (await once(child, 'close')) as [number | null];
  const told = await readFile(report, 'utf8').catch(() => undefined);
  if (told === undefined) throw new Error(`Schemathesis ended with status ${status} and no report:\n${output}`);
  return { status, output, ...summaryOf(JSON.parse(told) as Report) };
}

interface Report {
  readonly complete: boolean;
  readonly test_cases: { readonly generated: number };
  readonly operations: { readonly tested: number; readonly total: number } | null;
  readonly failures: readonly { readonly title: string; readonly operations: readonly string[] }[];
  readonly errors: readonly { readonly title: string; readonly count: number }[];
}

const summaryOf = ({ test_cases, operations, failures, errors }: Report): Omit<FuzzResult, 'output' | 'status'> => ({
  requests: test_cases.generated,
  tested: operations?.tested ?? 0,
  untested: (operations?.total ?? 0) - (operations?.tested ?? 0),
  found: [
    ...failures.flatMap(({ title, operations: of }) => of.map((operation) => `${operation}: ${title}`)),
    ...errors.map(({ title }) => title),
  ],
});

/** Schemathesis reads TOML, of which JSON's strings and lists are a part. */
function settingsOf({ url, known = {} }: FuzzOptions): string {
  const dictionaries = Object.entries(known).map(
    ([place, values]) => [place.replace(/\W/g, '_'), place, values] as const,
  );
  return `
base-url = ${JSON.stringify(url)}
hooks = ${JSON.stringify(join(__dirname, 'rules.py'))}
continue-on-failure = true
# A live read of Meta may take as long as this.
request-timeout = 75
# An address may ask 3,000 times a minute.
rate-limit = "45/s"
# The stream of events goes on for ever; the first one is enough to look at.
max-stream-events = 1
# Where a request fails because of the values that were made up, that is no finding.
warnings = false

[output.sanitization]
# The keys are made for this run, and a request that is repeated needs them.
enabled = false

[generation]
database = "none"

[dictionaries]
${dictionaries.map(([name, , values]) => `${name} = { values = ${JSON.stringify(values)} }`).join('\n')}

[parameters]
${dictionaries.map(([name, place]) => `${JSON.stringify(place)} = { dictionary = "${name}", probability = 0.7 }`).join('\n')}

[checks.positive_data_acceptance]
# A check of rules.py looks closer at 422.
expected-statuses = ["2xx", "401", "403", "404", "409", "422"]

[checks.negative_data_rejection]
# What is made up may be larger than any body may be, which is a refusal too.
expected-statuses = ["400", "401", "403", "404", "405", "406", "409", "413", "415", "422", "428", "429", "5xx"]
`;
}
