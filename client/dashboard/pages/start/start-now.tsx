/** The start itself, under a report that allows it. */
import { useState } from 'react';
import { Button } from '../../parts/button';
import { Dialog, DialogActions } from '../../parts/dialog';
import { useRights } from '../../frame/session';
import type { Report } from '../../server/api';
import { sentence } from '../../words/text';
import type { StartValues } from './start-values';

/** What {@link StartNow} takes. */
export interface StartNowProps {
  readonly report: Report;
  readonly values: StartValues;
  readonly onStart: () => void;
  readonly isBusy: boolean;
}

/** What a start would do, and the button; or why there is none. */
export function StartNow({ report, values, onStart, isBusy }: StartNowProps) {
  const rights = useRights();
  const [isAsking, setAsking] = useState(false);
  const blocks = report.checks.filter((check) => check.verdict === 'block' && !check.waived);
  const account = values.wabaId.trim();
  const currency = values.targetCurrency.trim();
  if (blocks.some((check) => !check.waivable))
    return (
      <p className="start-now">A migration would stop at once. Put right what stops it, then do another dry run.</p>
    );
  if (!rights.may('migrations:start'))
    return (
      <p className="start-now">
        Your role may do dry runs. {sentence(`${rights.whoCould('migrations:start')} can start this migration`)}
      </p>
    );
  const isAuto = values.approval === 'auto';
  return (
    <div className="start-now">
      <p>{whatItDoes({ isAuto, waits: blocks.length > 0 })}</p>
      <div className="start-actions">
        <Button kind="primary" isBusy={isBusy} onPress={() => (isAuto ? setAsking(true) : onStart())}>
          Start the migration of {account} to {currency}
        </Button>
      </div>
      <Dialog title="Start without an approval?" isOpen={isAsking} onClose={() => setAsking(false)}>
        <p>
          As soon as every check matches, all numbers of {account} move to a clone in {currency}, and nobody is asked
          again. The old account never sends again. There is no way back.
        </p>
        <DialogActions>
          <Button onPress={() => setAsking(false)}>Not now</Button>
          <Button
            kind="final"
            onPress={() => {
              setAsking(false);
              onStart();
            }}
          >
            Start, and move the numbers of {account}
          </Button>
        </DialogActions>
      </Dialog>
    </div>
  );
}

function whatItDoes({ isAuto, waits }: { readonly isAuto: boolean; readonly waits: boolean }): string {
  if (waits) return 'It will wait before its first write until an approver sets aside what stops it.';
  return isAuto
    ? 'It clones the account, and moves its numbers for good when every check matches.'
    : 'It clones the account, compares both, and waits for an approval. No number moves before.';
}
