/**
 * What somebody who approves has to know: what will happen, what was verified, what was found before cloning, what
 * differs, what nobody can know.
 */
import { Badge } from '../../../parts/badge';
import { Id } from '../../../parts/id';
import { Time } from '../../../parts/time';
import type { Check } from '../../../server/shapes';
import { checkTitle } from '../../../words/checks';
import { counted, sentence } from '../../../words/text';
import { mismatches, uncheckable, verdictOf, type Verified } from './approval';
import './approval-brief.css';

/** The text of the approval. */
export function ApprovalBrief({ verified, isOutdated }: { readonly verified: Verified; readonly isOutdated: boolean }) {
  const { report, digest, wabaId, clone, at } = verified;
  const { phones } = report.idMap;
  const [warnings, differences] = [mismatches(report, 'assess'), mismatches(report, 'verify')];
  const verdict = verdictOf(report);
  return (
    <div className={isOutdated ? 'brief brief-outdated' : 'brief'}>
      <section className="brief-final">
        <h3>What will happen</h3>
        <p>
          {counted(phones.length, 'number')} {phones.length === 1 ? 'moves' : 'move'} from{' '}
          <Id value={wabaId} of="WABA id" isWhole /> to clone{' '}
          {clone !== null && <Id value={clone} of="clone’s WABA id" isWhole />}
        </p>
        <p>
          The old account never sends again. <strong>There is no way back.</strong>
        </p>
        <ul className="brief-numbers figure">
          {phones.map(({ digits, sourceId }) => (
            <li key={sourceId}>+{digits}</li>
          ))}
        </ul>
      </section>
      <section>
        <h3>What was verified</h3>
        <p className="brief-line">
          <Badge tone={verdict.tone}>{verdict.word}</Badge>
          <span>
            <Time at={at} as="clock" />, <Time at={at} />
          </span>
          <span>
            digest <Id value={digest} of="digest" />
          </span>
        </p>
      </section>
      {warnings.length > 0 && (
        <section>
          <h3>What was found before cloning</h3>
          <Found checks={warnings} />
        </section>
      )}
      <section>
        <h3>What is different</h3>
        {differences.length === 0 ? <p>Nothing that was compared differs.</p> : <Found checks={differences} />}
      </section>
      <section>
        <h3>What cannot be checked before</h3>
        <ul className="brief-list">
          {uncheckable(verified).map((text) => (
            <li key={text}>{sentence(text)}</li>
          ))}
        </ul>
      </section>
    </div>
  );
}

function Found({ checks }: { readonly checks: readonly Check[] }) {
  return (
    <ul className="brief-list">
      {checks.map(({ name, text, waived, samples }) => (
        <li key={name}>
          {checkTitle(name)}: {sentence(text)}
          {waived && ' Waived.'}
          {samples.length > 0 && <span className="muted"> {samples.join(', ')}</span>}
        </li>
      ))}
    </ul>
  );
}
