/** Where no page is. */
import { ButtonLink } from '../parts/button';
import { Empty } from '../parts/card';
import { Page } from '../parts/page';

/** The page of an address that leads nowhere. */
export function NoSuchPage() {
  return (
    <Page title="There is no such page">
      <Empty title="Nothing has this address">
        <p>A migration’s page is at /migrations/ and the id of its account.</p>
      </Empty>
      <p>
        <ButtonLink to="/">Go to what needs you</ButtonLink>
      </p>
    </Page>
  );
}
