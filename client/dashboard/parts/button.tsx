/** Buttons and links that look like them. The text says what will happen, to which account. */
import { createLink } from '@tanstack/react-router';
import type { AnchorHTMLAttributes, ReactNode, Ref } from 'react';
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components';
import './button.css';

/** How much a button weighs: one `primary` at most in a place; `final` for what cannot be taken back. */
export type ButtonKind = 'primary' | 'plain' | 'final' | 'quiet';

/** What {@link Button} takes beside what React Aria's does. */
export interface ButtonProps extends Omit<AriaButtonProps, 'className' | 'style' | 'children'> {
  readonly kind?: ButtonKind;
  /** While the request is under way: the button keeps its place and its focus, and says so. */
  readonly isBusy?: boolean;
  /** No words of its own: give `aria-label`. */
  readonly isIcon?: boolean;
  readonly children: ReactNode;
}

/** A button. While busy pressing it does nothing, but it keeps the focus. */
export function Button({ kind = 'plain', isBusy = false, isIcon = false, children, ...rest }: ButtonProps) {
  const { onPress, type, ...others } = rest;
  const acts = isBusy ? {} : { ...(onPress && { onPress }), ...(type && { type }) };
  const classes = ['button', `button-${kind}`, isIcon && 'button-icon', isBusy && 'button-waits'];
  return (
    <AriaButton {...others} {...acts} className={classes.filter(Boolean).join(' ')}>
      {isBusy && <span className="button-busy" aria-hidden="true" />}
      {children}
      {isBusy && <span className="only-heard">, under way</span>}
    </AriaButton>
  );
}

interface AnchorProps extends AnchorHTMLAttributes<HTMLAnchorElement> {
  readonly kind?: ButtonKind;
  readonly ref?: Ref<HTMLAnchorElement>;
}

function Anchor({ kind = 'plain', className: _className, ...rest }: AnchorProps) {
  return <a {...rest} className={`button button-${kind}`} />;
}

/** A link to a page (typed, as the router's own) that looks like a button. */
export const ButtonLink = createLink(Anchor);
