/** The start form: what is wrong is said at its field, the dry run comes first, and the start leads to the migration. */
import { CREDIT_LINE, createSite, lookAtAll, signedIn, type Reader, type Site } from './harness';

let site: Site;
beforeAll(async () => {
  site = await createSite({ hasKeys: true });
}, 600_000);
afterEach(() => site.finish());
afterAll(() => site?.close());

const NO_FINDINGS: readonly string[] = [];

/** Fills in what every start needs, the line among those that the API offers. */
async function fill({ page }: Reader, wabaId: string): Promise<void> {
  await page.getByLabel('Account id', { exact: true }).last().fill(wabaId);
  await page.getByRole('button', { name: 'INR for India' }).click();
  await page.getByRole('radio', { name: new RegExp(CREDIT_LINE) }).check({ force: true });
}

/** Does a dry run, and waits for what it found. */
async function dryRun({ page }: Reader, wabaId: string): Promise<void> {
  await page.getByRole('button', { name: new RegExp(`ry run of ${wabaId}`) }).click();
  await page.getByText(/\d+ checks? agrees?/).waitFor();
}

test('bad input is said at its field as it is typed, and what is missing when it is sent', async () => {
  const reader = await signedIn(site, 'operator', '/start');
  const { page } = reader;
  // Nobody has the id that is right in the end.
  reader.forgive(/status of 404/);
  const account = page.getByRole('textbox', { name: 'Account id' });
  await page.getByRole('radio', { name: new RegExp(CREDIT_LINE) }).waitFor({ state: 'attached' });
  const payers = page.getByRole('radiogroup', { name: 'Who pays for the clone' });
  await payers.getByText('Partner Portfolio Ltd', { exact: true }).waitFor();
  await payers.getByText(`USD 487,655.00 available · ${CREDIT_LINE}`).waitFor();
  expect(await lookAtAll(page, 'start')).toEqual(NO_FINDINGS);

  await account.fill('1022x');
  await page.getByText('An id of Meta is digits only').waitFor();
  expect(await page.getByText('Choose who pays for the clone').count()).toBe(0);
  await page.getByRole('button', { name: 'Dry run' }).click();
  await page.getByText('Choose who pays for the clone').waitFor();
  await page.getByText('Give a currency, as in INR').waitFor();
  // The first field that is wrong has the focus.
  await page.keyboard.type('y');
  expect(await account.inputValue()).toContain('y');
  expect(await lookAtAll(page, 'start-wrong')).toEqual(NO_FINDINGS);

  await account.fill('102290129340398');
  await page.getByText('An id of Meta is digits only').waitFor({ state: 'detached' });
});

test('a dry run, then the start, lands on the migration’s page; a second start is led to it', async () => {
  const { id } = await site.world.addAccount({ name: 'Satpura Looms' });
  const reader = await signedIn(site, 'operator', '/start');
  const { page } = reader;
  await fill(reader, id);
  await dryRun(reader, id);
  expect(await page.getByRole('radio', { name: /Nobody, if every check matches/ }).isDisabled()).toBe(true);
  expect(await lookAtAll(page, 'start-dry-run')).toEqual(NO_FINDINGS);

  await page.getByRole('button', { name: `Start the migration of ${id} to INR` }).click();
  await page.waitForURL(`**/migrations/${id}`);
  // The heading holds the id until the account's name is known.
  await page.getByRole('heading', { level: 1, name: 'Satpura Looms' }).waitFor();
  await site.world.waitForPhase(id, 'awaiting-approval');

  // Who goes back has the form as it was sent.
  await page.goBack();
  await page.getByRole('button', { name: `Dry run of ${id}` }).waitFor();
  expect(await page.getByRole('textbox', { name: 'New currency' }).inputValue()).toBe('INR');
  await page.getByRole('radio', { name: new RegExp(CREDIT_LINE), checked: true }).waitFor({ state: 'attached' });
  // A line that the address names is sent, so it is seen.
  await page.goto(`/start?waba=${id}&to=INR&line=31`);
  await page
    .getByRole('radio', { name: 'A line that Meta does not list 31', checked: true })
    .waitFor({ state: 'attached' });

  // The same account, asked for in another way: the run that is there is in the way.
  await page.goto(`/start?waba=${id}&to=INR`);
  await page.getByText('has a migration, started').waitFor();
  await page.getByRole('radio', { name: new RegExp(CREDIT_LINE) }).check({ force: true });
  await page.getByRole('button', { name: 'Special cases' }).click();
  await page.getByLabel('Name of the customer’s business token').fill('customer-27300000000000001');
  await dryRun(reader, id);
  reader.forgive(/status of 409/);
  await page.getByRole('button', { name: `Start the migration of ${id} to INR` }).click();
  const link = page.getByRole('link', { name: 'Open the migration that is there' });
  await link.waitFor();
  expect(await lookAtAll(page, 'start-conflict')).toEqual(NO_FINDINGS);
  await link.click();
  await page.waitForURL(`**/migrations/${id}`);
});

test('what would stop a migration is said before it is started, and a form that changed wants another dry run', async () => {
  const { id } = await site.world.addAccount({ numbers: 0 });
  const reader = await signedIn(site, 'operator', '/start');
  const { page } = reader;
  await fill(reader, id);
  await dryRun(reader, id);
  await page.getByText('Has numbers.').waitFor();
  await page.getByText('A migration would stop at once').waitFor();
  expect(await page.getByRole('button', { name: /^Start the migration/ }).count()).toBe(0);
  expect(await lookAtAll(page, 'start-blocked')).toEqual(NO_FINDINGS);

  await page.getByRole('button', { name: 'BRL for Brazil' }).click();
  await page.getByText('The form has changed since').waitFor();
  expect(await page.getByText('A migration would stop at once').count()).toBe(0);
});

test('a migration that nobody approves is an admin’s to start, asks once more, and moves by itself', async () => {
  const { id } = await site.world.addAccount();
  const reader = await signedIn(site, 'admin', '/start');
  const { page } = reader;
  await fill(reader, id);
  await page.getByRole('radio', { name: /Nobody, if every check matches/ }).check({ force: true });
  await dryRun(reader, id);
  await page.getByRole('button', { name: `Start the migration of ${id} to INR` }).click();
  const dialog = page.getByRole('dialog', { name: 'Start without an approval?' });
  await dialog.waitFor();
  expect(await lookAtAll(page, 'start-auto')).toEqual(NO_FINDINGS);
  await dialog.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  expect((await site.world.migrations.list({ idPrefix: id })).migrations).toEqual([]);

  await page.getByRole('button', { name: `Start the migration of ${id} to INR` }).click();
  await dialog.getByRole('button', { name: `Start, and move the numbers of ${id}` }).click();
  await page.waitForURL(`**/migrations/${id}`);
  await site.world.waitForPhase(id, ['completed', 'awaiting-approval', 'needs-operator']);
});

test('pace, limits and a test message are said at once where they are wrong, and reach the run', async () => {
  const { id } = await site.world.addAccount({ numbers: 1 });
  const reader = await signedIn(site, 'operator', '/start');
  const { page } = reader;
  await fill(reader, id);
  await page.getByRole('button', { name: 'Pace and limits' }).click();
  expect(await lookAtAll(page, 'start-policy')).toEqual(NO_FINDINGS);
  await page.getByLabel('Tries to move the numbers').fill('21');
  await page.getByText('Give a whole number from 1 to 20.').waitFor();
  await page.getByLabel('Time for an approval').fill('91d');
  await page.getByText('Take a length of time from 1s to 90d.').waitFor();
  expect(await lookAtAll(page, 'start-policy-wrong')).toEqual(NO_FINDINGS);
  await page.getByLabel('Tries to move the numbers').fill('7');
  await page.getByLabel('Time for an approval').fill('3d');
  await page.getByText('2 changes').waitFor();
  await page.getByRole('button', { name: 'Pace and limits' }).click();

  // What is missing in a part that is folded opens it.
  const part = page.getByRole('button', { name: 'Test message' });
  await part.click();
  await page.getByLabel('Receiver').fill('+91 98765 43210');
  await part.click();
  await page.getByRole('button', { name: `Dry run of ${id}` }).click();
  await page.getByText('Name the template to send').waitFor();
  expect(await page.evaluate('document.activeElement.labels[0].textContent')).toBe('Template');
  expect(await lookAtAll(page, 'start-test-message')).toEqual(NO_FINDINGS);
  await page.keyboard.type('order_update');
  await page.getByLabel('Language of the template').fill('en_US');
  await dryRun(reader, id);

  // The policy changes no check, so the dry run still holds.
  await page.getByRole('button', { name: 'Pace and limits' }).click();
  await page.getByLabel('Look for changes every').fill('30m');
  const sent = page.waitForRequest(
    (request) => request.method() === 'POST' && request.url().endsWith('/v1/migrations'),
  );
  await page.getByRole('button', { name: `Start the migration of ${id} to INR` }).click();
  expect((await sent).postDataJSON()).toMatchObject({
    policy: { maxResumes: 7, approvalDeadline: '3d', recheckEvery: '30m' },
    testMessage: { to: '+919876543210', template: 'order_update', language: 'en_US' },
  });
  await page.waitForURL(`**/migrations/${id}`);
  const { waitingFor } = await site.world.waitForPhase(id, 'awaiting-approval');
  const daysLeft = (Date.parse(waitingFor?.until ?? '') - Date.now()) / 86_400_000;
  expect(Math.round(daysLeft)).toBe(3);
});

test('an approver may do a dry run and no start; a viewer is told who could', async () => {
  const { id } = await site.world.addAccount();
  const approver = await signedIn(site, 'approver', '/start');
  await fill(approver, id);
  await dryRun(approver, id);
  await approver.page.getByText('An operator or an admin can start this migration').waitFor();
  expect(await approver.page.getByRole('button', { name: /^Start the migration/ }).count()).toBe(0);

  const viewer = await signedIn(site, 'viewer', '/start');
  await viewer.page.getByText('An operator or an admin can start a migration').waitFor();
  expect(await viewer.page.getByRole('form').count()).toBe(0);
  expect(await lookAtAll(viewer.page, 'start-forbidden')).toEqual(NO_FINDINGS);
});

test('without a worker a line can be named by its id, and the dry run is read as soon as one polls', async () => {
  const { id } = await site.world.addAccount({ numbers: 1 });
  const reader = await signedIn(site, 'operator', '/');
  const { page } = reader;
  reader.forgive(/status of 503/);
  await site.world.killWorker();
  await page.getByRole('link', { name: 'Start', exact: true }).click();
  await page.getByRole('textbox', { name: 'Account id' }).fill(id);
  await page.getByText('Meta cannot be asked about this account, since no worker answers').waitFor();
  await page.getByRole('textbox', { name: 'New currency' }).fill('inr');
  await page.getByLabel('Id of the line of credit').fill(CREDIT_LINE);
  await page.getByRole('button', { name: `Dry run of ${id}` }).click();
  await page.getByRole('heading', { name: 'The dry run cannot be read now' }).waitFor();
  expect(await lookAtAll(page, 'start-no-worker')).toEqual(NO_FINDINGS);
  site.world.startWorker();
  await page.getByText(/\d+ checks? agrees?/).waitFor();
  await page.getByRole('button', { name: `Start the migration of ${id} to INR` }).waitFor();
});
