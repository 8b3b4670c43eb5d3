/** Two people in two browsers: who started a migration cannot approve it, and reads who can. */
import { createSite, CREDIT_LINE, lookAtAll, untilListed, type Site } from './harness';

let site: Site;
afterEach(() => site.finish());

/** Somebody with a role, on the page of an account. */
async function person(role: 'viewer' | 'admin' | 'approver', wabaId: string) {
  const { page, forgive } = await site.reader();
  // Nobody is signed in at first, which the page asks.
  forgive(/status of 401/);
  await page.goto(`/migrations/${wabaId}?verb=approve`);
  await page.getByLabel('API key').fill(site.keys[role]);
  await page.keyboard.press('Enter');
  await page.getByRole('list', { name: 'Steps' }).waitFor();
  return page;
}

/** An admin's start, by the API. */
async function startAsAdmin(wabaId: string, more: object): Promise<void> {
  const body = { wabaId, targetCurrency: 'INR', extendedCreditId: CREDIT_LINE, approval: 'manual', ...more };
  await site.world.note(
    { command: 'start', wabaId, input: body },
    () =>
      fetch(`${site.url}/v1/migrations`, {
        method: 'POST',
        headers: { authorization: `Bearer ${site.keys.admin}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    async (response) => ({
      accepted: response.ok,
      run: (await response.json()) as { workflowId: string; runId: string },
    }),
  );
}

describe.each([
  ['the server', { REQUIRE_SECOND_PERSON: 'true' }, {}],
  ['the start', {}, { policy: { secondPerson: true } }],
])('where %s asks for two', (_who, apiEnv, start) => {
  beforeAll(async () => {
    site = await createSite({ hasKeys: true, apiEnv });
  }, 600_000);
  afterAll(() => site?.close());

  test('one starts, another approves, and the first one sees it happen', async () => {
    const { world } = site;
    const waba = await world.addAccount({ name: 'Kaveri Textiles' });
    await startAsAdmin(waba.id, start);
    await world.waitForPhase(waba.id, 'awaiting-approval');

    const first = await person('admin', waba.id);
    await first.getByText('You started it, so somebody else has to approve it.').waitFor();
    expect(await first.getByRole('button', { name: 'Review and approve' }).count()).toBe(0);
    expect(await first.getByRole('dialog').count()).toBe(0);
    expect(await lookAtAll(first, 'migration-second-person')).toEqual([]);

    await untilListed(site, waba.id, ({ needsOperator }) => needsOperator);
    await first.goto('/');
    const row = first.getByRole('region', { name: 'Needs you' }).getByRole('listitem');
    await row.getByText('You started it, so somebody else has to approve it.').waitFor();
    expect(await row.getByRole('link', { name: /^Review and approve/ }).count()).toBe(0);
    // What is left to decide does not take the place of what leads on.
    await row.getByRole('link', { name: 'Reject: Kaveri Textiles' }).waitFor();
    expect(await row.locator('.button-primary').count()).toBe(0);
    expect(await lookAtAll(first, 'home-second-person')).toEqual([]);
    await row.getByRole('link', { name: 'Kaveri Textiles', exact: true }).click();

    const onlooker = await person('viewer', waba.id);
    await onlooker.getByText(/An approver or an admin can approve/).waitFor();
    expect(await onlooker.getByRole('button', { name: 'Actions' }).count()).toBe(0);

    // The link that Home gives leads to the decision itself.
    const second = await person('approver', waba.id);
    const dialog = second.getByRole('dialog', { name: `Approve the move of ${waba.id}` });
    await dialog.getByLabel('How many numbers will move? Type 2').fill('2');
    await dialog.getByRole('button', { name: 'Move 2 numbers for good' }).click();
    await first.getByText('Every number is on the clone.').waitFor();
    await first
      .getByText(/the approver$/)
      .first()
      .waitFor();
    expect(new URL(second.url()).search).toBe('');
  });
});
