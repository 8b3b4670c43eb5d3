/** Fields that several forms ask for, with the same words wherever they stand. Bind them by `form.text(name)`. */
import { Choices } from './choice';
import { Field, type FieldProps } from './field';
import type { BoundText } from './form';

/** An id of Meta's: digits alone. */
export const IdField = (props: FieldProps) => <Field isMono inputMode="numeric" autoComplete="off" {...props} />;

/** A currency by its three letters. */
export const CurrencyField = ({ onChange, ...props }: FieldProps & BoundText) => (
  <Field
    isMono
    isRequired
    autoComplete="off"
    placeholder="Three letters"
    onChange={(text) => onChange(text.toUpperCase())}
    {...props}
  />
);

/** Which of our tokens to work with. */
export const OurTokenField = (bound: BoundText) => (
  <Field
    label="Name of the token to work with"
    help="One of the workers’ tokens, by its name: “default” where nothing is given. Never the token itself."
    isMono
    autoComplete="off"
    placeholder="default"
    {...bound}
  />
);

/** The customer's business token; `attaches` where the line is attached with it. */
export const CustomerTokenField = ({ attaches, ...bound }: BoundText & { readonly attaches: boolean }) => (
  <Field
    label="Name of the customer’s business token"
    help={
      attaches
        ? 'As the workers know it. It attaches the line, and reads owner and funding.'
        : 'Where one is named, owner and funding are read with it.'
    }
    isMono
    isRequired={attaches}
    autoComplete="off"
    {...bound}
  />
);

/** How a line of credit comes to pay for an account. */
export type CreditMethod = 'attach' | 'share-then-attach';

/** What {@link CreditMethodField} takes. */
export interface CreditMethodFieldProps {
  readonly label: string;
  readonly value: CreditMethod;
  readonly onChange: (method: CreditMethod) => void;
}

/** The choice between the two methods, with the tokens that each needs. */
export const CreditMethodField = (props: CreditMethodFieldProps) => (
  <Choices
    {...props}
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
);
