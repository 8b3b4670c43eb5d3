/** A message that is sent once the numbers have moved. */
import { Field } from '../../parts/field';
import type { Form } from '../../parts/form';
import type { StartValues } from './start-values';
import { testMessageBody } from './test-message-values';

/** The fields. Who fills in one needs all. */
export function TestMessageFields({ form: { values, text } }: { readonly form: Form<StartValues> }) {
  const isRequired = testMessageBody(values) !== undefined;
  return (
    <div className="start-more">
      <p className="muted small">
        Sent once, from one of the moved numbers, when all of them can send. That Meta takes it does not prove that it
        arrives. However it ends, it holds nothing up.
      </p>
      <Field
        label="Receiver"
        help="A number that expects it, with its country: +91 98765 43210."
        isRequired={isRequired}
        type="tel"
        autoComplete="off"
        {...text('testMessage.to')}
      />
      <Field
        label="Template"
        help="One of the account’s approved templates, by its name; one without variables, for none are filled in."
        isMono
        isRequired={isRequired}
        autoComplete="off"
        {...text('testMessage.template')}
      />
      <Field
        label="Language of the template"
        help="Its code, as in en_US."
        isMono
        isRequired={isRequired}
        autoComplete="off"
        {...text('testMessage.language')}
      />
    </div>
  );
}
