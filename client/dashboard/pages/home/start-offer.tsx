/** The way to a first migration, where there is none: for who may start one, or who could. */
import { useRights } from '../../frame/session';
import { ButtonLink } from '../../parts/button';
import { sentence } from '../../words/text';

/** A button to the start form; who may not start one reads who could. */
export function StartOffer() {
  const { may, whoCould } = useRights();
  if (!may('migrations:start')) return <p>{sentence(`${whoCould('migrations:start')} can start one`)}</p>;
  return (
    <p className="start-offer">
      <ButtonLink kind="primary" to="/start">
        Start a migration
      </ButtonLink>
    </p>
  );
}
