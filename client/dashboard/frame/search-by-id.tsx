/** Search by the id of an account or a clone of it, first digits, or a business's: the server's list tells which it is. */
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useRouter } from '@tanstack/react-router';
import { useRef, useState, type FormEvent } from 'react';
import { Input, SearchField } from 'react-aria-components';
import { Glyph } from '../parts/glyph';
import { toast } from '../parts/toast';
import { creditOperationsQuery } from '../server/credit';
import { migrationsQuery } from '../server/queries';
import { searchTarget, type SearchFilter, type SearchTarget } from './search-target';

/** The field in the bar. */
export function SearchById() {
  const client = useQueryClient();
  const router = useRouter();
  const goTo = useGoTo();
  const form = useRef<HTMLFormElement>(null);
  const asked = useRef(0);
  const [text, setText] = useState('');
  const [isBusy, setBusy] = useState(false);
  const id = text.replace(/\D/g, '');

  const list = async (filter: SearchFilter) => (await client.fetchQuery(migrationsQuery(filter))).migrations;
  const hasOperation = async (businessId: string) =>
    (await client.fetchQuery(creditOperationsQuery({ businessId, pageSize: 1 }))).operations.length > 0;
  const search = async (): Promise<void> => {
    const from = router.state.location.href;
    const mine = (asked.current += 1);
    setBusy(true);
    const target = await searchTarget(id, list, hasOperation);
    if (asked.current !== mine) return;
    setBusy(false);
    // Who has gone elsewhere while the server was slow stays there.
    if (router.state.location.href !== from) return;
    setText('');
    // The page that it leads to takes the focus, which it leaves where somebody still has it.
    const { activeElement } = document;
    if (activeElement instanceof HTMLElement && form.current?.contains(activeElement)) activeElement.blur();
    await goTo(target);
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (id !== '') void search();
    else if (text.trim() !== '') toast('Names are not searched: type digits only, those of an id.');
  };
  return (
    <form ref={form} role="search" className="bar-search" aria-busy={isBusy} onSubmit={submit}>
      <SearchField
        aria-label="Search by account or business id"
        value={text}
        onChange={setText}
        className="bar-search-field"
      >
        <Glyph name="search" />
        <Input placeholder="Account or business id" inputMode="numeric" autoComplete="off" />
      </SearchField>
    </form>
  );
}

/** Leads to what was found. */
function useGoTo(): (target: SearchTarget) => Promise<void> {
  const navigate = useNavigate();
  return (target) => {
    switch (target.kind) {
      case 'migration':
        return navigate({ to: '/migrations/$wabaId', params: { wabaId: target.wabaId } });
      case 'accounts':
        return navigate({ to: '/', search: { id: target.idPrefix }, hash: 'all-runs' });
      case 'business':
        return navigate({ to: '/', search: { business: target.businessId }, hash: 'all-runs' });
      case 'credit':
        return navigate({
          to: '/credit-lines/businesses/$businessId',
          params: { businessId: target.businessId },
          search: {},
        });
    }
  };
}
