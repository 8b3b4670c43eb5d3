/** What Prometheus scrapes: requests of this process, and figures of all runs, read from visibility at scrape time. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyBaseLogger } from 'fastify';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { PHASES } from '../../domain/phases';
import type { Credit, Migrations } from './api';

/** What {@link createMetrics} takes. */
export interface MetricsOptions {
  readonly migrations: Pick<Migrations, 'count' | 'oldestWait'> & {
    readonly credit: Pick<Credit, 'countWaiting' | 'oldestWait'>;
  };
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
  readonly migrations: Waiting;
  readonly operations: Waiting;
}

/** Runs that wait for a person. */
interface Waiting {
  readonly count: number;
  readonly oldestSince: Date | null;
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
  const waiting = (prefix: string, runs: string) => ({
    count: gauge(`${prefix}_needing_operator`, `Open ${runs} that only a person can move`),
    // Visibility dates phases, not pauses: a paused run counts from when its phase began.
    oldest: gauge(
      `${prefix}_oldest_wait_seconds`,
      `For how long ${runs} that only a person can move have been in their phase at most`,
    ),
  });
  const migrations = waiting('waba_migrations', 'migrations');
  const operations = waiting('waba_credit_operations', 'credit operations');
  const waits = [migrations.count, migrations.oldest, operations.count, operations.oldest];
  const figures = shareFor(options.figuresForMs ?? 10_000, () => readFigures(options.migrations));

  return {
    observe: ({ seconds, ...labels }) => requests.observe(labels, seconds),
    async scrape() {
      readers.set(options.eventReaders());
      for (const figure of [byPhase, ...waits]) figure.reset();
      try {
        const now = await within(options.figuresWithinMs ?? 8_000, figures());
        reachable.set(1);
        for (const phase of PHASES) byPhase.set({ phase }, now.byPhase[phase] ?? 0);
        for (const [gauges, { count, oldestSince }] of [
          [migrations, now.migrations],
          [operations, now.operations],
        ] as const) {
          gauges.count.set(count);
          gauges.oldest.set(oldestSince === null ? 0 : Math.max(0, Date.now() - oldestSince.getTime()) / 1_000);
        }
      } catch (error) {
        // What this process knows by itself is worth a scrape all the same.
        options.logger.warn({ error }, 'figures of runs cannot be read for the metrics');
        reachable.set(0);
        for (const figure of waits) figure.remove();
      }
      return { text: await registry.metrics(), type: registry.contentType };
    },
  };
}

async function readFigures(migrations: MetricsOptions['migrations']): Promise<Figures> {
  const { credit } = migrations;
  const [byPhase, waiting, oldestMigration, operations, oldestOperation] = await Promise.all([
    migrations.count(),
    migrations.count({ needsOperator: true }),
    migrations.oldestWait(),
    credit.countWaiting(),
    credit.oldestWait(),
  ]);
  const count = Object.values(waiting).reduce((sum, n) => sum + n, 0);
  return {
    byPhase,
    migrations: { count, oldestSince: oldestMigration },
    operations: { count: operations, oldestSince: oldestOperation },
  };
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
