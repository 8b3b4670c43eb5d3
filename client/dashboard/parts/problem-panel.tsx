/** What went wrong, as the server says it: what happened, what to do, and under which id its log has more. */
import { Button } from './button';
import { CopyButton } from './id';
import { Glyph } from './glyph';
import { isProblemOf, ProblemError, UNANSWERED, type ProblemDocument } from '../server/problem';
import { sentence } from '../words/text';
import './problem-panel.css';

/** What {@link ProblemPanel} takes. */
export interface ProblemPanelProps {
  readonly error: unknown;
  /** What was tried, where the problem itself does not make it plain: "The list could not be read". */
  readonly what?: string;
  /** Tries again; without it there is nothing to try. */
  readonly onRetry?: () => void;
  /** Heard at once where it appears because of what the reader did. */
  readonly isUrgent?: boolean;
}

/** A problem in its place. A group and no landmark: one cause may fail several places, under one name. */
export function ProblemPanel({ error, what: tried, onRetry, isUrgent = false }: ProblemPanelProps) {
  // "Nothing was revoked" is more than anybody knows where no answer came.
  const what = isProblemOf(error, UNANSWERED) ? undefined : tried;
  const { title, detail, fix, requestId, errors } = isProblemOf(error, 'unauthorized')
    ? afterSignIn(error.problem)
    : documentOf(error);
  return (
    <div className="problem" role={isUrgent ? 'alert' : 'group'} aria-label={what ?? title}>
      <Glyph name="alert" size={18} />
      <div className="problem-text">
        <h2>{what ?? title}</h2>
        <p>{sentence(detail)}</p>
        {errors !== undefined && errors.length > 1 ? (
          <ul>
            {errors.map((fault) => (
              <li key={`${fault.in} ${fault.field}`}>
                <code>{fault.field}</code>: {sentence(fault.message)} {sentence(fault.fix)}
              </li>
            ))}
          </ul>
        ) : (
          fix !== null && <p>{sentence(fix)}</p>
        )}
        {requestId !== null && (
          <p className="muted small">
            Request <code>{requestId}</code> <CopyButton value={requestId} of="request id" />
          </p>
        )}
      </div>
      {onRetry && <Button onPress={onRetry}>Try again</Button>}
    </div>
  );
}

/** What the API says to programs without a key: who reads this signs in over the page, and it stands there still. */
const afterSignIn = (problem: ProblemDocument): ProblemDocument => ({
  ...problem,
  title: 'Your session had ended',
  detail: 'Your session had ended when this was asked, so nothing came of it.',
  fix: 'Once you are signed in, try again.',
  requestId: null,
});

/** The problem of an error; what nobody foresaw is a mistake of the page, and says so. */
export function documentOf(error: unknown): ProblemDocument {
  if (error instanceof ProblemError) return error.problem;
  return {
    type: 'page',
    title: 'This page made a mistake',
    status: 0,
    detail: error instanceof Error ? error.message : String(error),
    field: null,
    fix: 'Load the page anew. Nothing was sent that you did not send.',
    requestId: null,
  };
}
