/** Search by the id of an account, or its first digits: a whole one leads to its migration, others to the list. */
import { useNavigate } from '@tanstack/react-router';
import { useState, type FormEvent } from 'react';
import { Input, SearchField } from 'react-aria-components';
import { Glyph } from '../parts/glyph';

/** The shortest id that is taken for a whole one. */
const WHOLE = 15;

/** The field in the bar. */
export function SearchById() {
  const navigate = useNavigate();
  const [text, setText] = useState('');
  const id = text.replace(/\D/g, '');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (id === '') return;
    setText('');
    // The page that it leads to takes the focus, which it leaves where somebody still has it.
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    if (id.length >= WHOLE) void navigate({ to: '/migrations/$wabaId', params: { wabaId: id } });
    else void navigate({ to: '/', search: { id }, hash: 'all-runs' });
  };
  return (
    <form role="search" className="bar-search" onSubmit={submit}>
      <SearchField aria-label="Search by account id" value={text} onChange={setText} className="bar-search-field">
        <Glyph name="search" />
        <Input placeholder="Account id" inputMode="numeric" autoComplete="off" />
      </SearchField>
    </form>
  );
}
