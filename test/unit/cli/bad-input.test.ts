import { SettingsError } from '../../../runtime/settings';
import { DIGEST, type, words } from './typed';

/** What was typed, the option that must be named, and what the fix must say. */
const mistakes: [line: string, field: string, fix: RegExp][] = [
  ['migrate start --to INR', '--waba', /Give --waba <id>/],
  ['migrate start --waba 1', '--to', /Give --to <currency>/],
  ['migrate start --waba x --to INR', '--waba', /digits only/],
  ['migrate start --waba 1 --to rupees', '--to', /three letters, as in INR/],
  ['migrate start --waba 1 --to INR --approval later', '--approval', /manual, auto/],
  ['migrate start --waba 1 --to INR --credit-line x', '--credit-line', /digits only/],
  ['migrate start --waba 1 --to INR --business x', '--business', /digits only/],
  ['migrate start --waba 1 --to INR --credit-method x', '--credit-method', /attach, share-then-attach/],
  ['migrate start --waba 1 --to INR --token-ref a/b', '--token-ref', /64 letters/],
  ['migrate start --waba 1 --to INR --accept-orphan x', '--accept-orphan', /digits only/],
  ['migrate start --waba 1 --to INR --policy maxResumes', '--policy', /--policy maxResumes=3/],
  ['migrate start --waba 1 --to INR --policy retries=3', '--policy retries', /maxInitiations, maxResumes/],
  ['migrate start --waba 1 --to INR --policy toString=3', '--policy toString', /maxInitiations, maxResumes/],
  ['migrate start --waba 1 --to INR --policy maxResumes=many', '--policy maxResumes', /maxResumes=5/],
  ['migrate start --waba 1 --to INR --policy maxResumes=21', '--policy maxResumes', /maxResumes=5/],
  ['migrate start --waba 1 --to INR --policy recheckEvery=90', '--policy recheckEvery', /recheckEvery=1h/],
  ['migrate start --waba 1 --to INR --policy secondPerson=yes', '--policy secondPerson', /secondPerson=false/],
  ['migrate start --waba 1 --to INR --policy maxResumes=2 --policy maxResumes=3', '--policy maxResumes', /once/],
  ['migrate start --waba 1 --to INR --policy secondPerson=true --approval auto', '--approval', /second person/],
  ['migrate start --waba 1 --to INR --test-message-to +15551234567', '--test-message-template', /both or neither/],
  ['migrate start --waba 1 --to INR --test-message-template a:en', '--test-message-to', /both or neither/],
  [
    'migrate start --waba 1 --to INR --test-message-to +15551234567 --test-message-template a',
    '--test-message-template',
    /order_update:en_US/,
  ],
  ['migrate start --waba 1 --to INR --test-message-to 1 --test-message-template a:en', '--test-message-to', /E\.164/],
  ['migrate show', 'ID', /Give ID/],
  ['migrate show x', 'ID', /digits only/],
  ['migrate show 1 2', 'show', /--help/],
  ['migrate show 1 --wach', '--wach', /--watch/],
  ['migrate report x', 'ID', /digits only/],
  ['migrate list --phase waiting', '--phase', /assessing, initiating/],
  ['migrate list --business x', '--business', /digits only/],
  ['migrate list --page-size many', '--page-size', /50/],
  ['migrate list --page-size 201', '--page-size', /200/],
  ['migrate list --page-token ??', '--page-token', /nextPageToken/],
  ['migrate list --page-token Z2FyYmFnZQ', '--page-token', /nextPageToken of the page before, with the same filter/],
  ['migrate approve 1', '--digest', /Give --digest/],
  ['migrate approve 1 --digest abc', '--digest', /64 hexadecimal digits/],
  [`migrate approve 1 --digest ${DIGEST} --not-before tomorrow`, '--not-before', /2026-12-01T/],
  [`migrate approve 1 --digest ${DIGEST} --not-before 2999-02-30T10:00Z`, '--not-before', /2026-12-01T/],
  [`migrate approve 1 --digest ${DIGEST} --not-before 2020-01-01T10:00Z`, '--not-before', /Leave it out/],
  ['migrate reject 1', '--reason', /Give --reason/],
  ['migrate reject 1 --reason=', '--reason', /Say why/],
  ['migrate waive 1 --check flow --reason x', '--check', /flows/],
  ['migrate waive 1 --check flows', '--reason', /Give --reason/],
  ['migrate retry 1 --step again', '--step', /assess, initiate/],
  ['migrate retry 1 --accept-orphan nobody', '--accept-orphan', /digits only/],
  ['migrate attach 1', '--migration-id', /Give --migration-id/],
  ['migrate attach 1 --migration-id a/b', '--migration-id', /128 letters/],
  ['migrate pause', 'ID', /Give ID/],
  ['migrate unpause x', 'ID', /digits only/],
  ['migrate abandon 1', '--reason', /Give --reason/],
  ['migrate conclude 1', '--reason', /Give --reason/],
  ['migrate pause 1 --by=', '--by', /1/],
  ['migrate start --waba 1 --to INR --credit-method share-then-attach', '--customer-token-ref', /method attach/],
  ['account', 'ID', /Give ID/],
  ['account x', 'ID', /digits only/],
  ['account 1001 --token-ref a/b', '--token-ref', /64 letters/],
  ['credit line', 'ID', /Give ID/],
  ['credit line x', 'ID', /digits only/],
  ['credit lines now', 'lines', /--help/],
  ['credit show', '--business', /Give --business <id>/],
  ['credit show --business x', '--business', /digits only/],
  ['credit share --waba 1 --currency INR', '--business', /Give --business/],
  ['credit share --business 7 --currency INR', '--waba', /Give --waba/],
  ['credit share --business 7 --waba 1', '--currency', /Give --currency/],
  ['credit share --business 7 --waba 1 --currency rupees', '--currency', /three letters/],
  ['credit share --business 7 --waba 1 --currency INR --verify-for soon', '--verify-for', /as in 15m/],
  ['credit share --business 7 --waba 1 --currency INR --settle-for 5', '--settle-for', /as in 15m/],
  [`credit revoke --business 7 --confirm 7 --radius ${DIGEST} --verify-for 91d`, '--verify-for', /1s to 90d/],
  ['credit revoke --business 7 --dry-run --verify-for 1h', '--verify-for', /Leave one of them out/],
  ['credit share --business x --waba 1 --currency INR', '--business', /digits only/],
  ['credit share --business 7 --waba 1 --currency INR --credit-line x', '--credit-line', /digits only/],
  ['credit share --business 7 --waba 1 --currency INR --method x', '--method', /attach, share-then-attach/],
  ['credit share --business 7 --waba 1 --currency INR --method share-then-attach', '--customer-token-ref', /name it/],
  ['credit share --business 7 --waba 1 --currency INR --customer-token-ref a/b', '--customer-token-ref', /64 letters/],
  ['credit revoke --dry-run', '--business', /Give --business/],
  ['credit revoke --business x', '--business', /digits only/],
  ['credit revoke --business 7', '--confirm', /credit revoke --business 7 --dry-run/],
  ['credit revoke --business 7 --confirm 7', '--radius', /credit revoke --business 7 --dry-run/],
  [`credit revoke --business 7 --radius ${DIGEST}`, '--confirm', /credit revoke --business 7 --dry-run/],
  [`credit revoke --business 7 --confirm 8 --radius ${DIGEST}`, '--confirm', /id of the business again/],
  ['credit revoke --business 7 --confirm 7 --radius abc', '--radius', /64 hexadecimal digits/],
  ['credit revoke --business 7 --dry-run --confirm 7', '--confirm', /Leave one of them out/],
  [`credit revoke --business 7 --dry-run --radius ${DIGEST}`, '--radius', /Leave one of them out/],
  ['credit revoke --business 7 --dry-run --force-run migrate-waba/1', '--force-run', /Leave one of them out/],
  ['credit revoke --business 7 --dry-run --wait', '--wait', /Leave one of them out/],
  ['credit list --business x', '--business', /digits only/],
  ['credit list --page-size 201', '--page-size', /200 or less/],
  ['credit list --page-token x', '--page-token', /page before/],
  ['credit operation', '--business', /Give --business <id>/],
  ['credit operation --business x', '--business', /digits only/],
  ['credit operation cancel --reason x', '--business', /Give --business <id>/],
  ['credit operation cancel --business 7', '--reason', /Give --reason/],
  ['credit operation cancel --business 7 --reason=', '--reason', /Say why/],
  ['credit operation retry-verification --business x --reason y', '--business', /digits only/],
  ['credit operation retry-compensation --business 7', '--reason', /Give --reason/],
  ['credit operation accept-as-is --business 7', '--reason', /Give --reason/],
  ['credit operation confirm-radius --business 7', 'operation', /--help/],
  ['credit confirm-radius --business 7', '--radius', /Give --radius/],
  ['credit confirm-radius --business 7 --radius abc', '--radius', /64 hexadecimal digits/],
  ['credit shrae', 'shrae', /share/],
  ['migrate strat', 'strat', /start/],
  ['wroker', 'wroker', /worker/],
];

test.each(mistakes)('`wabactl %s` ends with status 2 and contacts nothing', async (line, field, fix) => {
  const typed = await type([...words(line), '--json']);
  expect(typed.status).toBe(2);
  expect(typed.connections.opened).toBe(0);
  expect(typed.processes).toEqual([]);
  expect(typed.json()).toEqual({
    error: {
      type: 'invalid-input',
      field,
      message: expect.stringMatching(/\w/) as string,
      fix: expect.stringMatching(fix) as string,
    },
  });
  expect(typed.stderr).toMatch(/^wabactl: [^\n]+\n$/);
  expect(typed.stderr).toContain(field);
  expect(typed.stderr).toMatch(fix);
});

test.each([
  ['--approval auto', '--approval', /who did not start/],
  ['--policy secondPerson=false', '--policy secondPerson', /Leave it out/],
])('where a second person is required, `start %s` is refused and nothing is contacted', async (option, field, fix) => {
  const settings = { requireSecondPerson: true };
  const typed = await type(words(`migrate start --waba 1 --to INR ${option} --json`), { settings });
  expect(typed).toMatchObject({ status: 2, connections: { opened: 0 } });
  expect(typed.json()).toMatchObject({
    error: { type: 'invalid-input', field, fix: expect.stringMatching(fix) as string },
  });
  expect(typed.stderr).toContain('REQUIRE_SECOND_PERSON');
});

test.each([
  ['migrate', 'wabactl: command is missing. Add --help to see how it is used.'],
  ['worker now', "wabactl: worker: too many arguments for 'worker'. Expected 0 arguments but got 1. Add --help"],
  ['migrate show 1 --dry-run --by', 'wabactl: --by is unknown.'],
  ['migrate start --to INR --waba', 'wabactl: --waba has no value. Write --waba <id>.'],
])('`wabactl %s` ends with status 2 and one line about it', async (line, complaint) => {
  const typed = await type(words(line));
  expect(typed).toMatchObject({ status: 2, stdout: '', connections: { opened: 0 }, processes: [] });
  expect(typed.stderr.trimEnd().split('\n').at(-1)).toContain(complaint);
});

test('without --json nothing is printed on standard output about what was wrong', async () => {
  const typed = await type(words('migrate start --to INR'));
  expect(typed).toMatchObject({ status: 2, stdout: '' });
  expect(typed.stderr).toBe('wabactl: --waba is missing. Give --waba <id>. Add --help to see how it is used.\n');
});

test('a wrong setting ends with status 2 and names the variable', async () => {
  const connect = () => Promise.reject(new SettingsError('PAYLOAD_KEYS', 'cannot be parsed; write keyId:key'));
  const typed = await type(words('migrate list --json'), { connect });
  expect(typed.status).toBe(2);
  expect(typed.json()).toEqual({
    error: {
      type: 'invalid-settings',
      field: 'PAYLOAD_KEYS',
      message: 'PAYLOAD_KEYS: cannot be parsed',
      fix: 'Write keyId:key',
    },
  });
  expect(typed.stderr).toBe('wabactl: PAYLOAD_KEYS: cannot be parsed. Write keyId:key.\n');
});
