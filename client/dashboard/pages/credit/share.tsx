/** Shares a line of credit with a customer's business, for one account. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { FormEvent } from 'react';
import { Button } from '../../parts/button';
import { Card } from '../../parts/card';
import { Forbidden } from '../../parts/forbidden';
import { useForm } from '../../parts/form';
import { Page } from '../../parts/page';
import { ProblemPanel } from '../../parts/problem-panel';
import { toast } from '../../parts/toast';
import { useRights } from '../../frame/session';
import { api, ask } from '../../server/api';
import { creditOperationQuery } from '../../server/credit';
import { sayUnanswered, useDecisionKey } from '../../server/decision-key';
import { isProblemOf } from '../../server/problem';
import { ShareFields } from './share-fields';
import { checkShare, shareBody, shareValues } from './share-values';
import './credit.css';

const TITLE = 'Share a line of credit';

/** The page. */
export function Share() {
  const rights = useRights();
  return (
    <Page title={TITLE}>
      {rights.may('credit:share') ? (
        <div className="credit-narrow">
          <ShareForm />
        </div>
      ) : (
        <Forbidden what="share a line of credit" role={rights.role} who={rights.whoCould('credit:share')} />
      )}
    </Page>
  );
}

interface ShareRequest {
  /** The business. */
  readonly id: string;
  readonly body: ReturnType<typeof shareBody>;
}

function ShareForm() {
  const search = useSearch({ from: '/credit-lines/share' });
  const client = useQueryClient();
  const navigate = useNavigate();
  const form = useForm(shareValues(search), checkShare);
  const businessId = form.values.businessId.trim();
  const keyOf = useDecisionKey();
  const share = useMutation({
    // What is sent, not what the form says by the time of the answer.
    mutationFn: ({ id, body }: ShareRequest) => {
      const params = { path: { id }, header: { 'idempotency-key': keyOf([id, body]) } };
      return ask(api.POST('/v1/businesses/{id}/credit/share', { params, body })).catch(sayUnanswered);
    },
    onSuccess: ({ started }, { id }) => {
      toast(started ? `Sharing the line with business ${id}` : 'The same share is under way already');
      void client.invalidateQueries({ queryKey: creditOperationQuery(id).queryKey });
    },
    onError: (error) => form.refuse(error),
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!form.mayBeSent() || share.isPending) return;
    share.mutate(
      { id: businessId, body: shareBody(form.values) },
      {
        onSuccess: (_run, { id }) =>
          void navigate({ to: '/credit-lines/businesses/$businessId', params: { businessId: id } }),
      },
    );
  };
  const account = form.values.wabaId.trim();
  return (
    <Card title="Which account, which line, with which token">
      <form ref={form.ref} className="credit-form" onSubmit={submit} noValidate aria-label={TITLE}>
        <ShareFields form={form}>
          {share.error !== null && (
            <>
              <ProblemPanel error={share.error} what="Nothing was shared" isUrgent />
              {isProblemOf(share.error, 'conflict') && (
                <p>
                  One operation of a business runs at a time.{' '}
                  <Link to="/credit-lines/businesses/$businessId" params={{ businessId }}>
                    Look at the one that is under way
                  </Link>
                </p>
              )}
            </>
          )}
          <div className="credit-verbs">
            <Button type="submit" kind="primary" isBusy={share.isPending}>
              {account === '' ? 'Share the line' : `Share the line for account ${account}`}
            </Button>
          </div>
          <p className="muted small">
            First everything is looked at: who owns the account, its currency, who pays now. Then the line is shared,
            and Meta is asked until it shows that the line pays. What was made is taken back where a later step is
            refused.
          </p>
        </ShareFields>
      </form>
    </Card>
  );
}
