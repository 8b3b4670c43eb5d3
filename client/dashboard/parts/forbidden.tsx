/** Where a role is not enough: what it is not enough for, and whose would do. */
import { Glyph } from './glyph';
import { sentence } from '../words/text';
import './problem-panel.css';

/** What {@link Forbidden} takes. */
export interface ForbiddenProps {
  /** What cannot be done, as in "start a migration". */
  readonly what: string;
  readonly role: string;
  /** Who could, as in "an operator or an admin". */
  readonly who: string;
}

/** Says it in the place of what cannot be done. */
export function Forbidden({ what, role, who }: ForbiddenProps) {
  return (
    <section className="problem" aria-label="Your role is not enough">
      <Glyph name="lock" size={18} />
      <div className="problem-text">
        <h2>Your role may not {what}</h2>
        <p>
          You are signed in as {/^[aeiou]/.test(role) ? 'an' : 'a'} {role}. {sentence(`${who} can ${what}`)}
        </p>
      </div>
    </section>
  );
}
