/** The checks of an assessment: what blocks a migration first, then what deserves a look, then what agrees. */
import { Badge } from '../../parts/badge';
import { More } from '../../parts/more';
import type { Check } from '../../server/api';
import { byWeight, checkBadge, checkTitle } from '../../words/checks';
import { counted, sentence } from '../../words/text';

/** Where the report stands beside the form (start.css) there is room for all of it. */
const WIDE = '(min-width: 901px)';

/** The checks. Those that agree are a press away where others do not. */
export function Checks({ checks }: { readonly checks: readonly Check[] }) {
  const agreeing = checks.filter(({ result }) => result === 'match');
  const others = byWeight(checks).filter(({ result }) => result !== 'match');
  return (
    <>
      {others.length > 0 && <CheckList label="Checks to look at" checks={others} />}
      {agreeing.length > 0 && (
        <div className="checks-agreeing">
          <More
            title={`${counted(agreeing.length, 'check')} ${agreeing.length === 1 ? 'agrees' : 'agree'}`}
            isOpenAtFirst={others.length === 0 && globalThis.matchMedia(WIDE).matches}
          >
            {() => <CheckList label="Checks that agree" checks={agreeing} />}
          </More>
        </div>
      )}
    </>
  );
}

function CheckList({ label, checks }: { readonly label: string; readonly checks: readonly Check[] }) {
  return (
    <ul className="checks" aria-label={label}>
      {checks.map((check) => (
        <CheckRow key={check.name} check={check} />
      ))}
    </ul>
  );
}

function CheckRow({ check }: { readonly check: Check }) {
  const { name, result, verdict, text, samples, waivable } = check;
  const { tone, word } = checkBadge(check);
  return (
    <li>
      <span>
        <Badge tone={tone} {...(result !== 'match' && { glyph: 'alert' as const })}>
          {word}
        </Badge>
      </span>
      <div className="checks-text">
        <p>
          <strong>{checkTitle(name)}.</strong> {sentence(text)}
        </p>
        {samples.length > 0 && <p className="muted small">{samples.join(', ')}</p>}
        {verdict === 'block' && (
          <p className="muted small">
            {waivable ? 'A migration waits here until an approver sets the check aside.' : 'Nobody can set this aside.'}
          </p>
        )}
      </div>
    </li>
  );
}
