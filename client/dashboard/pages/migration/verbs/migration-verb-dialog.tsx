/** The dialog of each verb. */
import { Dialog } from '../../../parts/dialog';
import type { Verb } from '../../../server/api';
import { VERB_WORDS } from '../../../words/verbs';
import { ApprovalDialog } from './approval-dialog';
import { AttachForm } from './attach-form';
import { PauseForm } from './pause-form';
import { ReasonForm } from './reason-form';
import { RetryForm } from './retry-form';
import type { OneVerbProps } from './migration-verb-form';
import { WaiveForm } from './waive-form';

/** The dialog of a verb. */
export function MigrationVerbDialog({ verb, state, onClose }: OneVerbProps & { readonly verb: Verb }) {
  if (verb === 'approve') return <ApprovalDialog state={state} onClose={onClose} />;
  return (
    <Dialog title={`${VERB_WORDS[verb]}: ${state.wabaId}`} isOpen onClose={onClose}>
      <FormOf verb={verb} state={state} onClose={onClose} />
    </Dialog>
  );
}

function FormOf({ verb, ...props }: OneVerbProps & { readonly verb: Exclude<Verb, 'approve'> }) {
  switch (verb) {
    case 'reject':
    case 'abandon':
    case 'conclude':
      return <ReasonForm verb={verb} {...props} />;
    case 'pause':
    case 'unpause':
      return <PauseForm verb={verb} {...props} />;
    case 'waive':
      return <WaiveForm {...props} />;
    case 'retry':
      return <RetryForm {...props} />;
    case 'attach':
      return <AttachForm {...props} />;
  }
}
