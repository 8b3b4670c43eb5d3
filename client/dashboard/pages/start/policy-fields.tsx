/** The pace and the limits of the run, each with what it does and what holds where nothing is typed. */
import { useSuspenseQuery } from '@tanstack/react-query';
import { Tick } from '../../parts/choice';
import { Field } from '../../parts/field';
import type { Form } from '../../parts/form';
import { aboutQuery } from '../../server/queries';
import { POLICY, POLICY_NAMES, type PolicyName } from './policy-values';
import type { StartValues } from './start-values';

/** The fields. */
export function PolicyFields({ form }: { readonly form: Form<StartValues> }) {
  const { data: about } = useSuspenseQuery(aboutQuery);
  const { values, set } = form;
  return (
    <div className="start-more">
      <p className="muted small">
        A length of time is a whole number with s, m, h or d, from 1s to 90d. What is left empty keeps its default.
      </p>
      <div className="start-settings">
        {POLICY_NAMES.map((name) => (
          <Setting key={name} name={name} form={form} />
        ))}
      </div>
      {about.requireSecondPerson ? (
        <p className="muted small">On this server, who starts a migration never approves it.</p>
      ) : (
        <Tick isTicked={values['policy.secondPerson']} onChange={set('policy.secondPerson')}>
          <span>A second person has to approve</span>
          <span className="muted small">Who starts it cannot approve it. By default they may.</span>
        </Tick>
      )}
    </div>
  );
}

function Setting({ name, form }: { readonly name: PolicyName; readonly form: Form<StartValues> }) {
  const { label, does, byDefault, maxCalls } = POLICY[name];
  const range = maxCalls === undefined ? '' : `, 1 to ${maxCalls} calls`;
  return (
    <Field
      label={label}
      help={`${does} Default ${byDefault}${range}.`}
      isMono
      {...(maxCalls !== undefined && { inputMode: 'numeric' })}
      autoComplete="off"
      placeholder={byDefault}
      {...form.text(`policy.${name}`)}
    />
  );
}
