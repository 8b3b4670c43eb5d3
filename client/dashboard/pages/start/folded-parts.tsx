/** The parts of the form that few need: each a press away, and open while something in it is wrong. */
import type { Form } from '../../parts/form';
import { More } from '../../parts/more';
import { counted } from '../../words/text';
import { PolicyFields } from './policy-fields';
import { policyBody, policyValues } from './policy-values';
import { SpecialCases } from './special-cases';
import type { StartValues } from './start-values';
import { TestMessageFields } from './test-message-fields';
import { testMessageBody, testMessageValues } from './test-message-values';

type Name = keyof StartValues;
const SPECIAL: readonly Name[] = ['businessId', 'acceptOrphans', 'tokenRef', 'customerTokenRef'];
const POLICY = Object.keys(policyValues) as Name[];
const TEST_MESSAGE = Object.keys(testMessageValues) as Name[];

/** The parts, with what was changed beside their names. */
export function FoldedParts({ form }: { readonly form: Form<StartValues> }) {
  const { values, error } = form;
  const isWrong = (names: readonly Name[]): boolean => names.some((name) => error(name) !== undefined);
  const changes = Object.keys(policyBody(values) ?? {}).length;
  const message = testMessageBody(values);
  return (
    <div>
      <More title="Special cases" isHeldOpen={isWrong(SPECIAL)}>
        {() => <SpecialCases form={form} />}
      </More>
      <More
        title="Pace and limits"
        isHeldOpen={isWrong(POLICY)}
        aside={changes > 0 && <span className="muted small">{counted(changes, 'change')}</span>}
      >
        {() => <PolicyFields form={form} />}
      </More>
      <More
        title="Test message"
        isHeldOpen={isWrong(TEST_MESSAGE)}
        aside={message !== undefined && <span className="muted small">to {message.to}</span>}
      >
        {() => <TestMessageFields form={form} />}
      </More>
    </div>
  );
}
