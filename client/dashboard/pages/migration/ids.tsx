/** The ids of a run, what it left behind, and its evidence. */
import { useQuery } from '@tanstack/react-query';
import { useLastError } from '../../frame/again';
import { Card } from '../../parts/card';
import { Glyph } from '../../parts/glyph';
import { Id } from '../../parts/id';
import { Skeleton } from '../../parts/skeleton';
import { Time } from '../../parts/time';
import type { StateDocument } from '../../server/api';
import { sentence } from '../../words/text';
import { evidenceQuery, evidenceUrl, hasEvidence } from './evidence';
import { documentOf } from '../../parts/problem-panel';
import { Fact } from './now';

/** The card. */
export function Ids({ state }: { readonly state: StateDocument }) {
  const { wabaId, destinationWabaId, migrationId, orphans, runId, report, outcome } = state;
  return (
    <Card title="Ids">
      <dl className="facts">
        <Fact name="Account">
          <Id value={wabaId} of="WABA id" isWhole />
        </Fact>
        <Fact name="Clone">
          {destinationWabaId === null ? (
            <span className="muted">{outcome === null ? 'none yet' : 'none'}</span>
          ) : (
            <Id value={destinationWabaId} of="clone’s WABA id" isWhole />
          )}
        </Fact>
        <Fact name="Migration">
          {migrationId === null ? (
            <span className="muted">{outcome === null ? 'none yet' : 'none'}</span>
          ) : (
            <Id value={migrationId} of="migration id" isWhole />
          )}
        </Fact>
        {report?.digest != null && (
          <Fact name="Digest">
            <Id value={report.digest} of="digest" />
          </Fact>
        )}
        <Fact name="Run">
          <Id value={runId} of="run id" />
        </Fact>
        {orphans.map((orphan, index) => (
          <Fact key={index} name={index === 0 ? 'Left behind' : ''}>
            {orphan.wabaId === null ? (
              'a clone that Meta never named'
            ) : (
              <Id value={orphan.wabaId} of="id of the clone left behind" isWhole />
            )}{' '}
            <span className="muted">
              since <Time at={orphan.since} as="clock" />
              {orphan.migrationId !== null && (
                <>
                  , migration <Id value={orphan.migrationId} of="migration id of the clone left behind" isWhole />
                </>
              )}
            </span>
          </Fact>
        ))}
      </dl>
    </Card>
  );
}

/** The download of the newest evidence file. */
export function EvidenceCard({ state, dryRun }: { readonly state: StateDocument; readonly dryRun: boolean }) {
  const { wabaId } = state;
  const {
    data,
    error: current,
    isEnabled,
  } = useQuery({ ...evidenceQuery(wabaId, { dryRun }), enabled: hasEvidence(state) });
  const error = useLastError(current);
  return (
    <Card title="Evidence">
      <div className="now">
        <p>What was there before and after, who decided what, and what Meta said.</p>
        <div className="evidence-file">
          {data !== undefined ? (
            <>
              <p className="muted">
                File {data.number}, written <Time at={data.writtenAt} />.
              </p>
              <EvidenceLink wabaId={wabaId} dryRun={dryRun} />
            </>
          ) : isEnabled && error === null ? (
            <Skeleton heights={[20, 20]} label="Looking for the evidence" />
          ) : (
            <p className="muted">
              {!isEnabled || error === null
                ? 'None is written yet: a file is at every wait for a person, and at the end.'
                : sentence(documentOf(error).detail)}
            </p>
          )}
        </div>
      </div>
    </Card>
  );
}

/** The link that downloads it. */
export const EvidenceLink = ({ wabaId, dryRun }: { readonly wabaId: string; readonly dryRun: boolean }) => (
  <a className="button button-plain" href={evidenceUrl(wabaId, { dryRun })} download>
    <Glyph name="download" /> Download the evidence
  </a>
);
