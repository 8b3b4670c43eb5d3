/** A clone that is not what the account was: what differs, on the page and where somebody decides about it. */
import { createSite, lookAtAll, type Site } from './harness';

let site: Site;
beforeAll(async () => {
  site = await createSite();
}, 600_000);
afterEach(() => site.finish());
afterAll(() => site?.close());

test('what differs and what could not be read is told in full: on the page, after another look, waived, and to who approves', async () => {
  const { world } = site;
  const waba = await world.addAccount({ name: 'Kaveri Textiles', country: 'BR', behaviour: { templatesLost: 2 } });
  await world.simulator.addFault({
    ...{ method: 'GET', path: '/assigned_users$', wabaId: waba.id, times: 0 },
    ...{ fault: 'refuse', error: { status: 403, code: 200 } },
  });
  await world.start(waba.id);
  const stopped = await world.waitForPhase(waba.id, 'needs-operator');
  const [repaired, lost] = waba.templates.slice(-2);
  if (repaired === undefined || lost === undefined) throw new Error('the account has no two templates');

  const { page } = await site.reader();
  await page.goto(`/migrations/${waba.id}`);
  const compared = page.getByRole('region', { name: 'Source and clone compared' });
  await compared.getByText('2 of 4 templates are missing on the clone.').waitFor();
  await page.getByText('Differs, blocks').waitFor();
  expect(await page.getByText('retry --step').count()).toBe(0);
  // What could not be read stands open beside what differs, and never among what agrees.
  const unread = compared.getByRole('listitem').filter({ hasText: 'Users were not compared in full' });
  await unread.getByText('Could not be checked', { exact: true }).waitFor();
  expect(await lookAtAll(page, 'migration-needs-operator')).toEqual([]);

  // One of the two is made anew on the clone, with another text.
  const { name, language, category } = repaired;
  await world.simulator.changeWaba(stopped.destinationWabaId ?? '', {
    templates: { add: [{ name, language, category }] },
  });
  await page.getByRole('button', { name: 'Try again', exact: true }).click();
  const dialog = page.getByRole('dialog');
  expect(await dialog.getByRole('radio', { name: /Compare again/ }).isChecked()).toBe(true);
  await dialog.getByRole('button', { name: 'Compare again' }).click();
  await dialog.waitFor({ state: 'detached' });
  await compared.getByText('1 of 4 templates are missing on the clone.').waitFor();
  await page.getByRole('region', { name: 'Timeline' }).getByText('Retry of verify.').waitFor();

  const [missing, changed] = [`${lost.name}:${lost.language}`, `${name}:${language}`];
  const samples = [`missing: ${missing}`, `content differs: ${changed}`];
  const again = await world.waitForPhase(waba.id, 'needs-operator');
  const differences = again.report?.differences ?? [];
  expect(differences.find(({ kind }) => kind === 'templates')).toEqual({
    kind: 'templates',
    matching: 2,
    missing: 1,
    extra: 0,
    changed: 1,
    samples,
  });
  const table = page.getByRole('region', { name: 'Differences' }).getByRole('table', { name: 'Differences' });
  expect(await table.getByRole('cell').allTextContents()).toEqual(
    differences.flatMap((each) => [
      each.kind.charAt(0).toUpperCase() + each.kind.slice(1),
      ...[each.matching, each.missing, each.extra, each.changed].map(String),
      each.samples.join(', '),
    ]),
  );
  const block = compared.getByRole('listitem').filter({ hasText: 'Differs, blocks' });
  await block.getByText('1 example', { exact: true }).click();
  await block.getByText(missing, { exact: true }).waitFor();

  await page.getByRole('button', { name: 'Waive a check' }).click();
  await dialog.getByRole('radio', { name: /Templates \(blocks\)/ }).check({ force: true });
  await dialog.getByRole('button', { name: 'Waive “Templates”' }).click();
  await dialog.getByText('Say why: it stays on the timeline and in the evidence.').waitFor();
  expect(await lookAtAll(page, 'migration-waive')).toEqual([]);
  await dialog.getByLabel('Reason').fill('nobody uses it');
  await dialog.getByRole('button', { name: 'Waive “Templates”' }).click();
  await page.getByText(/Waived by .*: Nobody uses it\./).waitFor();

  await page.getByRole('button', { name: 'Review and approve' }).click();
  const { report } = await world.migrations.get(waba.id);
  expect(report?.verdict).toBe('warn');
  const approval = page.getByRole('dialog', { name: `Approve the move of ${waba.id}` });
  await approval.getByRole('button', { name: `Copy the digest ${report?.digest}` }).waitFor();
  await approval.getByText('Nothing blocks, some things differ', { exact: true }).waitFor();
  const told = (heading: string) =>
    approval.locator('section', { has: page.getByRole('heading', { name: heading }) }).getByRole('listitem');
  expect(await told('What was found before cloning').allTextContents()).toEqual([
    expect.stringMatching(/^Legal deadline: Accounts of Brazil must be billed in BRL by 2027-06-30; .*INR/),
  ]);
  expect(await told('What is different').allTextContents()).toEqual([
    expect.stringMatching(
      new RegExp(`^Templates: 1 of 4 templates are missing on the clone\\. .* Waived\\. ${missing}$`),
    ),
    `Template content: 1 template differs on the clone. ${changed}: content`,
  ]);
  expect(await told('What cannot be checked before').allTextContents()).toContainEqual(
    expect.stringMatching(/^Users were not compared in full: portfolios [\d, ]+ could not be read\.$/),
  );
  expect(await lookAtAll(page, 'migration-approval-differs')).toEqual([]);
  await approval.getByRole('button', { name: 'Cancel' }).click();
  await approval.waitFor({ state: 'detached' });

  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Reject' }).click();
  await dialog.getByText('No number moves', { exact: false }).waitFor();
  await dialog.getByLabel('Reason').fill('not this month');
  await dialog.getByRole('button', { name: 'Reject and end the run' }).click();
  await page.getByText('The run was given up before any number moved.').waitFor();
  await page.getByText('Left behind').waitFor();
});
