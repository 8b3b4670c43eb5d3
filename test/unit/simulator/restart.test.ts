import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { initiate, lucky, run, startedAtMs } from './running';

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'simulator-'))));
afterEach(() => rmSync(folder, { recursive: true }));
const file = (): string => join(folder, 'state.json');

test('state, journal, rules and clock survive a restart, and the time in between has passed', async () => {
  const first = await run({ stateFile: file() });
  const id = await initiate(first, lucky);
  await first.control('POST', '/faults', { id: 'kept', path: '/flows$', skip: 1, fault: 'refuse' });
  await first.get(`/${lucky}/flows`);
  await first.advance(3_600_000);
  await first.simulator.close();

  const second = await run({ stateFile: file(), now: () => startedAtMs + 1_000 });
  try {
    expect(second.simulator.clock.nowMs()).toBe(startedAtMs + 3_601_000);
    expect((await second.get(`/${id}`)).body).toMatchObject({ status: 'READY_TO_COMPLETE' });
    expect((await second.get(`/${lucky}/flows`)).status).toBe(400);
    expect(second.simulator.journal().map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
    expect(second.simulator.journal()[0]?.effect).toMatchObject({ kind: 'initiated', migrationId: id });
  } finally {
    await second.simulator.close();
  }
});

test('a change reaches the file without a clean end', async () => {
  const running = await run({ stateFile: file() });
  try {
    const id = await initiate(running, lucky);
    while (!readFileSync(file(), 'utf8').includes(id)) await new Promise((resolve) => setTimeout(resolve, 20));
    expect(JSON.parse(readFileSync(file(), 'utf8'))).toHaveProperty('journal.0.effect.migrationId', id);
  } finally {
    await running.simulator.close();
  }
});

test('a damaged file stops the start and names itself', async () => {
  writeFileSync(file(), '{"state": 1}');
  await expect(run({ stateFile: file() })).rejects.toThrow(file());
});

test('speed N is N simulated seconds a real second', async () => {
  let realMs = startedAtMs;
  const running = await run({ now: () => realMs, speed: 60 });
  try {
    realMs += 2_000;
    expect((await running.control('GET', '/clock')).body).toMatchObject({ nowMs: startedAtMs + 120_000, speed: 60 });
  } finally {
    await running.simulator.close();
  }
});
