/** The map from old ids to new ones, in full, as the evidence file keeps it. */
import type { AccountSnapshot, Readable } from '../../../domain/account';
import type { IdMapEvidence } from '../../../domain/evidence';
import { allPairs, type Comparison } from './compare';
import { compareFlows, compareTemplates } from './compare-accounts';
import { partOf } from './identity';

/** Maps ids of the source to ids of the clone. Before the move no number has a new id; it may well keep its old one. */
export function idMapOf(
  source: string,
  clone: string,
  sourceAccount: Readable<AccountSnapshot>,
  cloneAccount: Readable<AccountSnapshot>,
): IdMapEvidence {
  const list = <T>(account: Readable<AccountSnapshot>, pick: (of: AccountSnapshot) => Readable<readonly T[]>) => {
    const part = partOf(account, pick);
    return part.ok ? part.value : [];
  };
  const templates = compareTemplates(
    list(sourceAccount, (of) => of.templates),
    list(cloneAccount, (of) => of.templates),
  );
  const flows = compareFlows(
    list(sourceAccount, (of) => of.flows),
    list(cloneAccount, (of) => of.flows),
  );
  return {
    waba: { source, clone },
    numbers: list(sourceAccount, (of) => of.numbers).map(({ id, digits }) => ({ digits, source: id, clone: null })),
    templates: idsOf(templates),
    flows: idsOf(flows).map(({ key: name, ...ids }) => ({ name, ...ids })),
  };
}

function idsOf<T extends { readonly id: string }>(
  comparison: Comparison<T>,
): { key: string; source: string; clone: string | null }[] {
  return [
    ...allPairs(comparison).map(({ key, source, clone }) => ({ key, source: source.id, clone: clone.id })),
    ...comparison.missing.map(({ key, source }) => ({ key, source: source.id, clone: null })),
  ];
}
