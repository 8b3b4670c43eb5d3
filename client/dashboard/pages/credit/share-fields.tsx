/** The fields of a share. */
import type { ReactNode } from 'react';
import { Tick } from '../../parts/choice';
import type { Form } from '../../parts/form';
import { CreditMethodField, CurrencyField, CustomerTokenField, IdField, OurTokenField } from '../../parts/form-fields';
import { More } from '../../parts/more';
import { LineChoice } from './line-choice';
import type { ShareValues } from './share-values';

/** What {@link ShareFields} takes. */
export interface ShareFieldsProps {
  readonly form: Form<ShareValues>;
  /** What stands under them. */
  readonly children: ReactNode;
}

/** The fields. */
export function ShareFields({ form: { values, set, text }, children }: ShareFieldsProps) {
  const isApart = values.method === 'share-then-attach';
  return (
    <>
      <IdField
        label="Customer’s business"
        help="The portfolio that owns the account. The sharing record is about the whole business."
        isRequired
        {...text('businessId')}
      />
      <IdField
        label="Account id"
        help="The WhatsApp Business Account that the line is to pay for."
        isRequired
        {...text('wabaId')}
      />
      <CurrencyField
        label="The account’s currency"
        help="As the account has it now; Meta refuses another one."
        {...text('currency')}
      />
      <LineChoice label="Which line pays" {...text('extendedCreditId')}>
        <CreditMethodField label="How, and with which token" value={values.method} onChange={set('method')} />
        {!isApart && (
          <Tick isTicked={values.assignSystemUser} onChange={set('assignSystemUser')}>
            <span>Assign our system user to the account where it is not</span>
            <span className="muted small">Taken back with the rest, should a later step be refused.</span>
          </Tick>
        )}
        {isApart && <CustomerTokenField attaches {...text('customerTokenRef')} />}
        <More title="Other tokens">
          {() => (
            <div className="credit-form">
              <OurTokenField {...text('tokenRef')} />
              {!isApart && <CustomerTokenField attaches={false} {...text('customerTokenRef')} />}
            </div>
          )}
        </More>
        {children}
      </LineChoice>
    </>
  );
}
