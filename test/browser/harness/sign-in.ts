/** Readers who are signed in. */
import type { Role } from '../../../client/access';
import type { Reader, ReaderChoice } from './browser';
import type { Site } from './site';

/** A reader with a role, on a page of the site. */
export async function signedIn(site: Site, role: Role, path: string, choice?: ReaderChoice): Promise<Reader> {
  const reader = await site.reader(choice);
  // The first question is who one is, and nobody is.
  reader.forgive(/status of 401/);
  await reader.page.goto(path);
  await reader.page.getByLabel('API key').fill(site.keys[role]);
  await reader.page.keyboard.press('Enter');
  await reader.page.getByRole('button', { name: `the ${role} ${role}: account` }).waitFor();
  return reader;
}
