/** Telling a run what somebody decided: what the dialogs of all verbs share beside their form. */
import { useMutation, useQueryClient, type QueryKey } from '@tanstack/react-query';
import { sayUnanswered, useDecisionKey } from '../server/decision-key';
import { toast } from './toast';

/** What follows once a run has taken a verb. */
export interface OnceTaken {
  /** What is said. */
  readonly taken: string;
  /** Called, unless who sent it has gone elsewhere by then. */
  readonly onTaken: () => void;
}

/** What {@link useGiveVerb} takes. */
export interface GiveVerbProps<Body, State> extends OnceTaken {
  /** Sends the verb; the same body goes with the same key, however often it is sent. */
  readonly send: (body: Body, key: string) => Promise<State>;
  /** Where the run's state document is kept, which the run answers with. */
  readonly stateKey: QueryKey;
  /** The lists that are asked anew once it is taken. */
  readonly listsKey: QueryKey;
  /** What is asked anew where it is refused: it was decided on something else than what is there. */
  readonly subjectKey: QueryKey;
}

/** Sends a verb. */
export function useGiveVerb<Body, State>(props: GiveVerbProps<Body, State>) {
  const { send, stateKey, listsKey, subjectKey, taken, onTaken } = props;
  const client = useQueryClient();
  const keyOf = useDecisionKey();
  const give = useMutation({
    mutationFn: (body: Body) => send(body, keyOf(body)).catch(sayUnanswered),
    onSuccess: (state) => {
      client.setQueryData(stateKey, state);
      void client.invalidateQueries({ queryKey: listsKey });
      toast(taken);
    },
    onError: () => client.invalidateQueries({ queryKey: subjectKey }),
  });
  return { ...give, mutate: (body: Body) => give.mutate(body, { onSuccess: onTaken }) };
}
