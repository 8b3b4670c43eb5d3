/** `GET /v1/migrations/{wabaId}/evidence`: the newest evidence file of an account's run, as it lies on this host. */
import { isNotFound } from '../..';
import { evidenceSchema } from '../../../domain/evidence';
import type { StateDocument } from '../../../domain/state';
import { json, problems } from '../document/answers';
import type { Api, RouteDeps } from '../api';
import { readNamedEvidence, readNewestEvidence } from '../evidence-files';
import { Refused } from '../problems/refused';
import { runQuery, wabaParams } from '../document/schemas';

export function migrationEvidenceRoute(app: Api, { migrations, evidenceDir }: RouteDeps): void {
  app.route({
    method: 'GET',
    url: '/v1/migrations/:wabaId/evidence',
    config: { permission: 'migrations:read' },
    schema: {
      operationId: 'downloadEvidence',
      tags: ['migrations'],
      summary: 'Download the evidence of the newest run',
      description:
        'What was there before and after, who decided what, and what Meta said. Workers write it at every wait for a person ' +
        'and at the end. Of an account that Temporal no longer knows, the newest file of this host.',
      params: wabaParams,
      querystring: runQuery,
      response: {
        200: json('The evidence file.', evidenceSchema),
        ...problems(['invalid-input', 'not-found', 'evidence-not-on-this-host', 'no-worker'], { asksTemporal: true }),
      },
    },
    handler: async ({ params: { wabaId }, query }, reply) => {
      const file = await findFile(wabaId, query.dryRun ?? false);
      return reply
        .header('content-disposition', `attachment; filename="${wabaId}-${file.name}"`)
        .type('application/json')
        .send(file.text as never);
    },
  });

  async function findFile(wabaId: string, dryRun: boolean): Promise<{ name: string; text: string }> {
    let state: StateDocument;
    try {
      state = await migrations.get(wabaId, { dryRun });
    } catch (error) {
      // Evidence outlives what Temporal retains.
      const kept = isNotFound(error) ? await readNewestEvidence(evidenceDir, wabaId) : undefined;
      if (kept === undefined) throw error;
      return kept;
    }
    const named = state.outcome?.evidencePath ?? state.report?.idMap.evidencePath ?? null;
    const file =
      named === null
        ? await readNewestEvidence(evidenceDir, wabaId, state.runId)
        : await readNamedEvidence(evidenceDir, wabaId, named);
    if (file !== undefined) return file;
    throw new Refused(
      'evidence-not-on-this-host',
      `The evidence of run ${state.runId} is not in EVIDENCE_DIR of this host`,
      {
        fix: 'Share the folder between the workers and this server, or fetch the file where the worker runs.',
      },
    );
  }
}
