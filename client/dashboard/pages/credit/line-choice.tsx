/** Which of our lines of credit is to pay, with what is left on each. */
import type { ReactNode } from 'react';
import { Choices, type Choice } from '../../parts/choice';
import { IdField } from '../../parts/form-fields';
import { ProblemPanel } from '../../parts/problem-panel';
import { Skeleton } from '../../parts/skeleton';
import type { CreditLine } from '../../server/api';
import { money } from '../../words/money';
import { sentence } from '../../words/text';
import { useOurLines, type OurLines } from './our-lines';

/** What {@link LineChoice} takes. */
export interface LineChoiceProps {
  readonly label: string;
  /** A line's id, or the value of one of the other options; empty while nothing is chosen. */
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly error: string | undefined;
  /** Choices beside the lines. */
  readonly others?: readonly Choice<string>[];
  /** What stands under it: it comes with the lines, or they would push it. */
  readonly children: ReactNode;
}

/** The choice, and the rest of its form. */
export function LineChoice({ children, ...choice }: LineChoiceProps) {
  const lines = useOurLines();
  if (!lines.isAnswered)
    return <Skeleton heights={[20, 56, 56, 20, 56, 56]} label="Asking Meta for our lines of credit" />;
  return (
    <>
      <Lines {...choice} lines={lines} />
      {children}
    </>
  );
}

interface LinesProps extends Omit<LineChoiceProps, 'children'> {
  readonly lines: OurLines;
}

/** Where the lines cannot be read, a line can be named by its id all the same. */
function Lines({ label, value, onChange, error, others = [], lines: { data, problem, askAgain } }: LinesProps) {
  const isOther = others.some((option) => option.value === value);
  if (data === undefined || data.lines.length === 0)
    return (
      <>
        {data === undefined && (
          <ProblemPanel error={problem} what="Our lines of credit cannot be read now" onRetry={askAgain} />
        )}
        {data?.why != null && (
          <p className="muted">Meta shows no line of credit to choose from. {sentence(data.why)}</p>
        )}
        {others.length > 0 && (
          <Choices
            label={label}
            choices={[{ value: 'named', title: 'A line of credit, by its id' }, ...others]}
            value={isOther ? value : 'named'}
            onChange={(chosen) => onChange(chosen === 'named' ? '' : chosen)}
          />
        )}
        {!isOther && <IdField label="Id of the line of credit" value={value} onChange={onChange} error={error} />}
      </>
    );
  const listed = [...data.lines.map(optionOf), ...others];
  const isListed = value === '' || listed.some((option) => option.value === value);
  return (
    <Choices
      label={label}
      // What the address names is sent, so it is shown, whatever Meta lists.
      choices={
        isListed ? listed : [...listed, { value, title: 'A line that Meta does not list', text: <code>{value}</code> }]
      }
      // An empty text would count as chosen, by which no choice of the group could be reached by Tab.
      value={value === '' ? null : value}
      onChange={onChange}
      error={error}
    />
  );
}

function optionOf({ id, legalEntityName, creditAvailable, accessRevoked }: CreditLine): Choice<string> {
  const left = creditAvailable === null ? 'What is left on it cannot be read' : `${money(creditAvailable)} available`;
  const isRevoked = accessRevoked === true;
  return {
    value: id,
    title: legalEntityName ?? 'Line of credit',
    text: (
      <>
        {isRevoked ? 'Meta took our access to this line away' : left} · <code>{id}</code>
      </>
    ),
    isDisabled: isRevoked,
  };
}
