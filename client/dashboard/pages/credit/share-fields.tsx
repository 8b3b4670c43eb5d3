/** The fields of a share. */
import { Choices, Tick } from '../../parts/choice';
import { Field } from '../../parts/field';
import type { Form } from '../../parts/form';
import { More } from '../../parts/more';
import { LineChoice } from './line-choice';
import type { ShareValues } from './share-values';

/** The fields. */
export function ShareFields({ form: { values, set, error } }: { readonly form: Form<ShareValues> }) {
  const isApart = values.method === 'share-then-attach';
  return (
    <>
      <Field
        label="Customer’s business"
        help="The portfolio that owns the account. The sharing record is about the whole business."
        isMono
        isRequired
        inputMode="numeric"
        autoComplete="off"
        value={values.businessId}
        onChange={set('businessId')}
        error={error('businessId')}
      />
      <Field
        label="Account id"
        help="The WhatsApp Business Account that the line is to pay for."
        isMono
        isRequired
        inputMode="numeric"
        autoComplete="off"
        value={values.wabaId}
        onChange={set('wabaId')}
        error={error('wabaId')}
      />
      <Field
        label="The account’s currency"
        help="As the account has it now; Meta refuses another one."
        isMono
        isRequired
        autoComplete="off"
        placeholder="Three letters"
        value={values.currency}
        onChange={(text) => set('currency')(text.toUpperCase())}
        error={error('currency')}
      />
      <LineChoice
        label="Which line pays"
        value={values.extendedCreditId}
        onChange={set('extendedCreditId')}
        error={error('extendedCreditId')}
      />
      <Choices
        label="How, and with which token"
        value={values.method}
        onChange={set('method')}
        choices={[
          {
            value: 'attach',
            title: 'Share and attach in one call',
            text: 'Needs our system user’s token, and the system user assigned on the account.',
          },
          {
            value: 'share-then-attach',
            title: 'Share first, then attach',
            text: 'Shares with our system user’s token, attaches with the customer’s business token.',
          },
        ]}
      />
      {!isApart && (
        <Tick isTicked={values.assignSystemUser} onChange={set('assignSystemUser')}>
          <span>Assign our system user to the account where it is not</span>
          <span className="muted small">Taken back with the rest, should a later step be refused.</span>
        </Tick>
      )}
      {isApart && <CustomerToken values={values} set={set} error={error} isRequired />}
      <More title="Other tokens">
        {() => (
          <div className="credit-form">
            <Field
              label="Name of our token"
              help="One of the workers’ tokens, by its name: “default” where nothing is given. Never the token itself."
              isMono
              autoComplete="off"
              placeholder="default"
              value={values.tokenRef}
              onChange={set('tokenRef')}
              error={error('tokenRef')}
            />
            {!isApart && <CustomerToken values={values} set={set} error={error} isRequired={false} />}
          </div>
        )}
      </More>
    </>
  );
}

type CustomerTokenProps = Pick<Form<ShareValues>, 'values' | 'set' | 'error'> & { readonly isRequired: boolean };

const CustomerToken = ({ values, set, error, isRequired }: CustomerTokenProps) => (
  <Field
    label="Name of the customer’s business token"
    help={
      isRequired
        ? 'As the workers know it. It attaches the line, and reads owner and funding.'
        : 'Where one is named, owner and funding are read with it.'
    }
    isMono
    isRequired={isRequired}
    autoComplete="off"
    value={values.customerTokenRef}
    onChange={set('customerTokenRef')}
    error={error('customerTokenRef')}
  />
);
