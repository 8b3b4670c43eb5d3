/** What Prometheus scrapes: requests of this process, and figures of all runs, read from visibility at scrape time. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyBaseLogger } from 'fastify';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { PHASES } from '../../domain/phases';
import type { Migrations } from './api';

/** What {@link createMetrics} takes. */
export interface MetricsOptions {
  readonly migrations: Pick<Migrations, 'count' | 'oldestWait'>;
  readonly logger: Pick<FastifyBaseLogger, 'warn'>;
  readonly eventReaders: () => number;
  /** For how long figures are shown again before they are read anew, in milliseconds (default 10 s). */
  readonly figuresForMs?: number;
  /** For how long a scrape waits for figures, in milliseconds (default 8 s): Prometheus itself gives up after ten. */
  readonly figuresWithinMs?: number;
}

/** One finished request. */
export interface FinishedRequest {
  readonly method: string;
  /** The route's pattern, so that ids make no series of their own. */
  readonly route: string;
  readonly status: number;
  readonly seconds: number;
}

/** The metrics of one server. */
export interface Metrics {
  observe(request: FinishedRequest): void;
  /** The text that Prometheus reads, and its media type. */
  scrape(): Promise<{ readonly text: string; readonly type: string }>;
}

interface Figures {
  readonly byPhase: Readonly<Record<string, number>>;
  readonly needsOperator: number;
  readonly oldestWaitSince: Date | null;
}

/** Makes the metrics of one server, in a registry of its own. */
export function createMetrics(options: MetricsOptions): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const gauge = (name: string, help: string, labelNames: string[] = []) =>
    new Gauge({ name, help, labelNames, registers: [registry] });

  const requests = new Histogram({
    name: 'waba_api_request_duration_seconds',
    help: 'Requests answered by this process, by method, route and status',
    labelNames: ['method', 'route', 'status'],
    registers: [registry],
  });
  const readers = gauge('waba_api_event_readers', 'Event streams that are open in this process');
  const reachable = gauge('waba_temporal_reachable', '1 where the figures of runs could be read from Temporal, else 0');
  const byPhase = gauge('waba_migrations', 'Migrations in each phase; of phases that are not terminal, open ones', [
    'phase',
  ]);
  const needsOperator = gauge('waba_migrations_needing_operator', 'Open migrations that only a person can move');
  const oldestWait = gauge('waba_migrations_oldest_wait_seconds', 'For how long a person has been waited for at most');
  const figures = shareFor(options.figuresForMs ?? 10_000, () => readFigures(options.migrations));

  return {
    observe: ({ seconds, ...labels }) => requests.observe(labels, seconds),
    async scrape() {
      readers.set(options.eventReaders());
      for (const figure of [byPhase, needsOperator, oldestWait]) figure.reset();
      try {
        const now = await within(options.figuresWithinMs ?? 8_000, figures());
        reachable.set(1);
        for (const phase of PHASES) byPhase.set({ phase }, now.byPhase[phase] ?? 0);
        needsOperator.set(now.needsOperator);
        const since = now.oldestWaitSince?.getTime();
        oldestWait.set(since === undefined ? 0 : Math.max(0, Date.now() - since) / 1_000);
      } catch (error) {
        // What this process knows by itself is worth a scrape all the same.
        options.logger.warn({ error }, 'figures of runs cannot be read for the metrics');
        reachable.set(0);
        for (const figure of [needsOperator, oldestWait]) figure.remove();
      }
      return { text: await registry.metrics(), type: registry.contentType };
    },
  };
}

async function readFigures(migrations: MetricsOptions['migrations']): Promise<Figures> {
  const [byPhase, waiting, oldestWaitSince] = await Promise.all([
    migrations.count(),
    migrations.count({ needsOperator: true }),
    migrations.oldestWait(),
  ]);
  return { byPhase, needsOperator: Object.values(waiting).reduce((sum, n) => sum + n, 0), oldestWaitSince };
}

/** Calls that come within a while share one answer; a failure is not kept. */
function shareFor<T>(ms: number, read: () => Promise<T>): () => Promise<T> {
  let shared: { readonly until: number; readonly value: Promise<T> } | undefined;
  return () => {
    if (shared === undefined || Date.now() >= shared.until) {
      const value = read();
      shared = { until: Date.now() + ms, value };
      value.catch(() => (shared = undefined));
    }
    return shared.value;
  };
}

/** The value, or an error where it takes longer. */
async function within<T>(ms: number, value: Promise<T>): Promise<T> {
  const timeout = new AbortController();
  const late = sleep(ms, undefined, { signal: timeout.signal }).then(() => {
    throw new Error(`figures of runs were not read within ${ms} ms`);
  });
  try {
    return await Promise.race([value, late]);
  } finally {
    timeout.abort();
    late.catch(() => undefined);
  }
}
