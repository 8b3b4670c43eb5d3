/** The form: account, currency, who pays for the clone, who approves; and what few need. */
import { useSuspenseQuery } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { Button } from '../../parts/button';
import { Choices } from '../../parts/choice';
import type { Form } from '../../parts/form';
import { CurrencyField, IdField } from '../../parts/form-fields';
import { useRights } from '../../frame/session';
import type { AccountFacts } from '../../server/api';
import { aboutQuery } from '../../server/queries';
import { alreadyBilledInWords, noLineInWords } from '../../words/account';
import { listed, sentence } from '../../words/text';
import { dayInWords } from '../../words/times';
import { LineChoice } from '../credit/line-choice';
import { useAccountLook } from './account-look';
import { FoldedParts } from './folded-parts';
import { KnownAccount } from './known-account';
import { NO_LINE, type StartValues } from './start-values';

/** What {@link StartForm} takes. */
export interface StartFormProps {
  readonly form: Form<StartValues>;
  readonly onDryRun: () => void;
  readonly isBusy: boolean;
  /** Whether a dry run of what the form says is there already: then the start is what comes next. */
  readonly isDone: boolean;
}

/** The form. It is sent as a dry run; the start stands beside what that found. */
export function StartForm({ form, onDryRun, isBusy, isDone }: StartFormProps) {
  const { values, text, error } = form;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    onDryRun();
  };
  const wabaId = values.wabaId.trim();
  const look = useAccountLook(wabaId, values.tokenRef.trim());
  const facts = look.state === 'known' ? look.facts : undefined;
  return (
    <form ref={form.ref} className="start-form" onSubmit={submit} noValidate aria-label="What to migrate">
      <div>
        <IdField
          label="Account id"
          help="The WhatsApp Business Account whose billing currency is to change."
          isRequired
          {...text('wabaId')}
        />
        <KnownAccount wabaId={wabaId} look={look} />
      </div>
      <Currency form={form} facts={facts} />
      <LineChoice
        label="Who pays for the clone"
        {...text('extendedCreditId')}
        others={[
          {
            value: NO_LINE,
            title: 'No line of credit: a card, as now',
            text: noLineInWords(facts),
          },
        ]}
      >
        <Approval form={form} />
        <FoldedParts form={form} />
        <div className="start-actions">
          <Button type="submit" kind={isDone ? 'plain' : 'primary'} isBusy={isBusy}>
            {wabaId === '' || error('wabaId') !== undefined
              ? 'Dry run'
              : `${isDone ? 'Another dry run' : 'Dry run'} of ${wabaId}`}
          </Button>
          <span className="muted small">Reads the account and judges it. Writes nothing.</span>
        </div>
      </LineChoice>
    </form>
  );
}

function Currency({
  form: { values, set, text, error },
  facts,
}: Pick<StartFormProps, 'form'> & { readonly facts: AccountFacts | undefined }) {
  const { data: about } = useSuspenseQuery(aboutQuery);
  return (
    <div className="start-more">
      <CurrencyField
        label="New currency"
        help={sentence(
          listed(
            about.deadlines.map(
              ({ countryName, currency, lastDay }) => `${currency} is due in ${countryName} by ${dayInWords(lastDay)}`,
            ),
            'and',
          ),
        )}
        {...text('targetCurrency')}
        // The server refuses it; what was read a minute ago refuses nothing here.
        error={error('targetCurrency') ?? alreadyBilledInWords(facts, values.targetCurrency)}
      />
      <div className="start-currencies" role="group" aria-label="Currencies that Meta asks for">
        {about.deadlines.map(({ currency, countryName }) => (
          <Button
            key={currency}
            aria-pressed={values.targetCurrency === currency}
            onPress={() => set('targetCurrency')(currency)}
          >
            {currency} for {countryName}
          </Button>
        ))}
      </div>
    </div>
  );
}

function Approval({ form: { values, set, error } }: Pick<StartFormProps, 'form'>) {
  const rights = useRights();
  const { data: about } = useSuspenseQuery(aboutQuery);
  const whoBoth = about.permissions['migrations:start'].filter((role) =>
    about.permissions['migrations:decide'].includes(role),
  );
  const mayDecide = rights.may('migrations:start') && rights.may('migrations:decide');
  const auto = about.requireSecondPerson
    ? 'Not on this server: who starts a migration never approves it.'
    : mayDecide
      ? 'Numbers move by themselves, for good, when every check matches. Anything else waits for a person.'
      : `Only ${listed(
          whoBoth.map((role) => `an ${role}`),
          'or',
        )} may start one that moves numbers without asking.`;
  return (
    <Choices
      label="Who approves the move"
      value={values.approval}
      onChange={set('approval')}
      error={error('approval')}
      choices={[
        {
          value: 'manual',
          title: 'A person',
          text: 'The clone is made and compared; no number moves before somebody has read the report and approved it.',
        },
        {
          value: 'auto',
          title: 'Nobody, if every check matches',
          text: auto,
          isDisabled: about.requireSecondPerson || !mayDecide,
        },
      ]}
    />
  );
}
