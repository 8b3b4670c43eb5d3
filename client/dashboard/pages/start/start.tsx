/** Start: what to migrate and how it is paid for; the dry run first, then the migration. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { Card } from '../../parts/card';
import { Forbidden } from '../../parts/forbidden';
import { useForm } from '../../parts/form';
import { Page } from '../../parts/page';
import { toast } from '../../parts/toast';
import { useRights } from '../../frame/session';
import { api, ask, idempotencyKey } from '../../server/api';
import { sayUnanswered, useDecisionKey } from '../../server/decision-key';
import { KEYS } from '../../server/keys';
import { migrationQuery } from '../../server/queries';
import { useOurLines } from '../credit/our-lines';
import { DryRun, type DryRunAsked } from './dry-run';
import { checkStart, hasSameChecks, startBody, startSearch, startValues } from './start-values';
import { StartForm } from './start-form';
import { StartProblem } from './start-problem';
import { StartNow } from './start-now';
import './start.css';

/** The page. */
export function Start() {
  const rights = useRights();
  const title = 'Start a migration';
  if (rights.may('migrations:dry-run')) return <StartPage title={title} />;
  return (
    <Page title={title}>
      <Forbidden what="start a migration" role={rights.role} who={rights.whoCould('migrations:start')} />
    </Page>
  );
}

interface StartRequest {
  readonly body: ReturnType<typeof startBody>;
  readonly dryRun: boolean;
}

function StartPage({ title }: { readonly title: string }) {
  const search = useSearch({ from: '/start' });
  const client = useQueryClient();
  const navigate = useNavigate();
  const form = useForm(startValues(search), checkStart);
  const [asked, setAsked] = useState<DryRunAsked>();
  const { isAnswered: isWholeForm } = useOurLines();
  const keyOf = useDecisionKey();
  const send = useMutation({
    // What is sent, not what the form says by the time of the answer.
    mutationFn: ({ body, dryRun }: StartRequest) => {
      // A dry run that is asked for again is another one; a start that is sent again is the same.
      const key = dryRun ? idempotencyKey() : keyOf(body);
      const params = { header: { 'idempotency-key': key } };
      return ask(api.POST('/v1/migrations', { params, body: { ...body, dryRun } })).catch(sayUnanswered);
    },
    onSuccess: async (run, { body, dryRun }) => {
      if (dryRun) {
        setAsked({ body, run });
        await client.invalidateQueries({ queryKey: migrationQuery(run.wabaId, { dryRun }).queryKey });
        return;
      }
      toast(run.started ? `Started the migration of ${run.wabaId}` : `This migration was started before`);
      void client.invalidateQueries({ queryKey: KEYS.migrations });
    },
    onError: (error) => form.refuse(error),
  });
  const sent = send.variables;
  const submit = (dryRun: boolean): void => {
    if (!form.mayBeSent() || send.isPending) return;
    const body = startBody(form.values);
    void navigate({ to: '/start', search: startSearch(body), replace: true, resetScroll: false });
    send.mutate(
      { body, dryRun },
      {
        onSuccess: ({ wabaId }) => {
          if (!dryRun) void navigate({ to: '/migrations/$wabaId', params: { wabaId } });
        },
      },
    );
  };
  const isCurrent = asked !== undefined && hasSameChecks(asked.body, startBody(form.values));
  return (
    <Page title={title}>
      <div className="start">
        <Card title="What to migrate">
          <StartForm
            form={form}
            onDryRun={() => submit(true)}
            isBusy={send.isPending && sent?.dryRun === true}
            isDone={isCurrent}
          />
        </Card>
        {/* On a phone it stands under the form, which grows once our lines are known. */}
        {isWholeForm && (
          <div className="start-found">
            {send.error !== null && <StartProblem error={send.error} isDryRun={sent?.dryRun === true} />}
            <DryRun asked={asked} isCurrent={isCurrent}>
              {(report) => (
                <StartNow
                  report={report}
                  values={form.values}
                  onStart={() => submit(false)}
                  isBusy={send.isPending && sent?.dryRun === false}
                />
              )}
            </DryRun>
          </div>
        )}
      </div>
    </Page>
  );
}
