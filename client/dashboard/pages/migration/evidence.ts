/** The evidence file of a run, as pages ask for it. */
import { queryOptions } from '@tanstack/react-query';
import { api, ask, type StateDocument } from '../../server/api';
import { KEYS } from '../../server/keys';

/** The newest evidence file of an account's run, or what this host has of one that Temporal no longer knows. */
export const evidenceQuery = (wabaId: string, { dryRun = false } = {}) =>
  queryOptions({
    queryKey: [...KEYS.migration(wabaId), 'evidence', { dryRun }],
    queryFn: () =>
      ask(
        api.GET('/v1/migrations/{wabaId}/evidence', { params: { path: { wabaId }, query: dryRun ? { dryRun } : {} } }),
      ),
    retry: false,
  });

/** The address from which a browser downloads it. */
export const evidenceUrl = (wabaId: string, { dryRun = false } = {}): string =>
  `/v1/migrations/${wabaId}/evidence${dryRun ? '?dryRun=true' : ''}`;

/** Whether a run has written one yet: it does at every wait for a person, and at its end. */
export const hasEvidence = ({ outcome, report }: Pick<StateDocument, 'outcome' | 'report'>): boolean =>
  (outcome?.evidencePath ?? report?.idMap.evidencePath ?? null) !== null;
