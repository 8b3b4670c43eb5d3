/** What few migrations need to say. */
import { Field } from '../../parts/field';
import type { Form } from '../../parts/form';
import { CreditMethodField, CustomerTokenField, IdField, OurTokenField } from '../../parts/form-fields';
import { NO_LINE, type StartValues } from './start-values';

/** The fields for special cases. */
export function SpecialCases({ form: { values, set, text } }: { readonly form: Form<StartValues> }) {
  const isLine = values.extendedCreditId !== NO_LINE;
  return (
    <div className="start-more">
      <IdField
        label="Business that must own the account"
        help="The migration stops where another one does."
        {...text('businessId')}
      />
      <Field
        label="Clones of earlier tries that may stay"
        help="Ids of accounts that earlier runs left behind and that you know of. The dry run names them."
        isMono
        autoComplete="off"
        {...text('acceptOrphans')}
      />
      <OurTokenField {...text('tokenRef')} />
      {isLine && (
        <>
          <CreditMethodField
            label="How the line is shared, where nobody pays for the clone"
            value={values.creditMethod}
            onChange={set('creditMethod')}
          />
          <CustomerTokenField attaches={values.creditMethod !== 'attach'} {...text('customerTokenRef')} />
        </>
      )}
    </div>
  );
}
