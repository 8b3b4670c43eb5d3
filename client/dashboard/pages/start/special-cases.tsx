/** What few migrations need to say. */
import { Choices } from '../../parts/choice';
import { Field } from '../../parts/field';
import type { Form } from '../../parts/form';
import { NO_LINE, type StartValues } from './start-values';

/** The fields for special cases. */
export function SpecialCases({ form: { values, set, error } }: { readonly form: Form<StartValues> }) {
  const isLine = values.extendedCreditId !== NO_LINE;
  return (
    <div className="start-more">
      <Field
        label="Business that must own the account"
        help="The migration stops where another one does."
        isMono
        inputMode="numeric"
        autoComplete="off"
        value={values.businessId}
        onChange={set('businessId')}
        error={error('businessId')}
      />
      <Field
        label="Clones of earlier tries that may stay"
        help="Ids of accounts that earlier runs left behind and that you know of. The dry run names them."
        isMono
        autoComplete="off"
        value={values.acceptOrphans}
        onChange={set('acceptOrphans')}
        error={error('acceptOrphans')}
      />
      <Field
        label="Name of the token to work with"
        help="One of the workers’ tokens, by its name: “default” where nothing is given. Never the token itself."
        isMono
        autoComplete="off"
        placeholder="default"
        value={values.tokenRef}
        onChange={set('tokenRef')}
        error={error('tokenRef')}
      />
      {isLine && (
        <Choices
          label="If nobody pays for the clone, the line is"
          value={values.creditMethod}
          onChange={set('creditMethod')}
          choices={[
            { value: 'attach', title: 'Shared and attached in one call', text: 'With our system user’s token.' },
            {
              value: 'share-then-attach',
              title: 'Shared first, then attached',
              text: 'Shared with our token, attached with the customer’s business token.',
            },
          ]}
        />
      )}
      {isLine && (
        <Field
          label="Name of the customer’s business token"
          help={
            values.creditMethod === 'attach'
              ? 'Where one is named, owner and funding are read with it.'
              : 'It attaches the line.'
          }
          isMono
          autoComplete="off"
          isRequired={values.creditMethod !== 'attach'}
          value={values.customerTokenRef}
          onChange={set('customerTokenRef')}
          error={error('customerTokenRef')}
        />
      )}
    </div>
  );
}
