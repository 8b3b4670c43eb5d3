/** A dialog over the page: it holds the focus, Escape closes it where that is safe, and the focus goes back after. */
import { useRef, type ReactNode } from 'react';
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { useEscapeFromNowhere } from './escape';
import './dialog.css';

/** What {@link Dialog} takes. */
export interface DialogProps {
  readonly title: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  /** Where closing would lose what cannot be had again: only its own buttons close it. */
  readonly isStubborn?: boolean;
  /** An approval has more to say than a question. */
  readonly isWide?: boolean;
  readonly children: ReactNode;
}

/** A dialog; its content is made anew each time that it opens. */
export function Dialog({ title, isOpen, onClose, isStubborn = false, isWide = false, children }: DialogProps) {
  const box = useRef<HTMLElement>(null);
  useEscapeFromNowhere(box, isOpen && !isStubborn ? onClose : undefined);
  return (
    <ModalOverlay
      className="dialog-shade"
      isOpen={isOpen}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      isDismissable={false}
      isKeyboardDismissDisabled={isStubborn}
    >
      <Modal className={isWide ? 'dialog-box dialog-wide' : 'dialog-box'}>
        <AriaDialog ref={box} className="dialog">
          <Heading slot="title" level={2}>
            {title}
          </Heading>
          {children}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

/** The buttons at the end of a dialog: what it is about last, the way out before it. */
export const DialogActions = ({ children }: { readonly children: ReactNode }) => (
  <div className="dialog-actions">{children}</div>
);
