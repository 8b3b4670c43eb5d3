/** What Meta says of an account, as the command line prints it for people. */
import type { AccountFacts } from '../../../client';
import { accountFacts } from '../api/faked-migrations';
import { type, words } from './typed';

async function page(facts: AccountFacts): Promise<string> {
  const typed = await type(words('account 1001'), { migrations: { account: async () => facts } });
  expect(typed).toMatchObject({ status: 0, stderr: '', connections: { opened: 1, closed: 1 } });
  return typed.stdout;
}

test('an account is shown with its name, currency, owner, numbers, and the line that pays for it', async () => {
  const text = await page(accountFacts());
  expect(text).toContain('WABA 1001');
  expect(text).toMatch(/name .*Acme/);
  expect(text).toMatch(/currency .*USD/);
  expect(text).toMatch(/funded by .*our allocation 501 of line 5/);
  expect(text).toMatch(/numbers .*2/);
  expect(text).toMatch(/owner .*Acme Ltd \(77\)/);
  expect(text).not.toContain('Not read');
});

test('what could not be read is said, and taken for nothing else', async () => {
  const why = 'the numbers of WABA 1001: refused';
  const hidden = { name: null, currency: null, ownerBusinessId: null, ownerBusinessName: null, numbers: null };
  const funding = { fundedBy: 'unreadable', fundingId: null, allocationId: null, lineId: null } as const;
  const text = await page(accountFacts({ ...hidden, ...funding, unreadable: [why] }));
  for (const fact of ['name', 'currency', 'owner', 'numbers']) expect(text).toMatch(new RegExp(`${fact} .*not shown`));
  expect(text).toMatch(/funded by .*unreadable/);
  expect(text).toMatch(new RegExp(`Not read:\\n  ${why}`));
});

test('whoever else pays is named by the funding alone', async () => {
  const other = { fundedBy: 'other', fundingId: '999', allocationId: null, lineId: null } as const;
  expect(await page(accountFacts(other))).toMatch(/funded by .*something else: 999/);
  const nobody = { fundedBy: 'nobody', fundingId: null, allocationId: null, lineId: null } as const;
  expect(await page(accountFacts(nobody))).toMatch(/funded by .*nobody/);
});

test('a name that would move the cursor, or looks like a token, is printed harmless', async () => {
  const token = `EAA${'x1Y2'.repeat(10)}`;
  const text = await page(accountFacts({ name: `Acme\u001b[2J ${token}` }));
  expect(text).not.toContain('\u001b');
  expect(text).not.toContain(token);
});
