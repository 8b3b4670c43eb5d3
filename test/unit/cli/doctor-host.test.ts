/** What the doctor finds of the machine. */
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import promises from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { examineEvidence, examineNode } from '../../../client/doctor';

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'doctor-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test.each(['20.19.0', '20.20.2', '22.12.0', '22.99.1', '23.0.0', '24.1.0'])('Node.js %s is fit', (version) => {
  expect(examineNode(version)).toMatchObject({ name: 'node', status: 'ok', fix: null });
});

test.each(['18.20.0', '20.18.3', '21.7.0', '22.11.9'])(
  'Node.js %s is not, and the fix names those that are',
  (version) => {
    expect(examineNode(version)).toMatchObject({ status: 'fail', fix: expect.stringContaining('20.19') });
  },
);

test('an evidence folder that can be written is well, and nothing is left in it', async () => {
  expect(await examineEvidence({ folder, isWorker: true })).toMatchObject({ status: 'ok' });
  expect(readdirSync(folder)).toEqual([]);
});

test('one that is not there yet is well, and is not made', async () => {
  const absent = join(folder, 'evidence');
  expect(await examineEvidence({ folder: absent, isWorker: true })).toMatchObject({ status: 'ok' });
  expect(readdirSync(folder)).toEqual([]);
});

test.each([
  [true, 'fail'],
  [false, 'warn'],
] as const)('one that cannot be a folder stops a worker and nobody else (worker: %s)', async (isWorker, status) => {
  const file = join(folder, 'file');
  writeFileSync(file, '');
  expect(await examineEvidence({ folder: join(file, 'evidence'), isWorker })).toMatchObject({
    status,
    fix: expect.stringContaining('EVIDENCE_DIR'),
  });
});

test.each([
  [true, 'fail'],
  [false, 'warn'],
] as const)('one that is mounted read-only is enough for the API only (worker: %s)', async (isWorker, status) => {
  const readOnly = Object.assign(new Error('read-only file system'), { code: 'EROFS' });
  jest.spyOn(promises, 'mkdtemp').mockRejectedValueOnce(readOnly);
  expect(await examineEvidence({ folder, isWorker })).toMatchObject({
    status,
    found: expect.stringContaining('can be read'),
  });
});
