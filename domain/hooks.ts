/**
 * What other systems are told of a migration, as they read it. Both messages are signed and sent as Standard Webhooks
 * (https://www.standardwebhooks.com): their id is the header `webhook-id`, their time `webhook-timestamp`.
 */
import { z } from 'zod';
import { PHASES, type TerminalPhase } from './phases';
import { VERBS } from './verbs';

/**
 * Asks the partner's own systems to be ready for a clone, before its numbers move: they send with the ids that Meta gave
 * the clone and its templates.
 */
export const routingMessageSchema = z.object({
  type: z.literal('migration.routing'),
  workflowId: z.string(),
  runId: z.string(),
  /** The WABA whose numbers will move. */
  source: z.string(),
  /** The WABA to which they will move. */
  clone: z.string(),
  /** The numbers that will move, with their ids on the source. */
  numbers: z.array(z.object({ id: z.string(), digits: z.string() })),
  /** Every template of the source; `clone` is its id on the clone, null where the clone has none of that name. */
  templates: z.array(
    z.object({ name: z.string(), language: z.string(), source: z.string(), clone: z.string().nullable() }),
  ),
});
/** Asks the partner's own systems to be ready for a clone. */
export type RoutingMessage = z.infer<typeof routingMessageSchema>;

/** Why somebody is notified of a migration. */
export const NOTIFICATION_TYPES = [
  'migration.awaiting-approval',
  'migration.needs-operator',
  'migration.deadline-near',
  'migration.completed',
  'migration.rejected',
  'migration.failed',
  'migration.abandoned',
] as const;
/** Why somebody is notified of a migration. */
export type NotificationType = (typeof NOTIFICATION_TYPES)[number];

/** What each tells, for people who read a run in Temporal's Web UI. */
export const NOTIFICATION_WORDS = {
  'migration.awaiting-approval': 'an approval is awaited',
  'migration.needs-operator': 'a person is needed',
  'migration.deadline-near': 'a deadline is near',
  'migration.completed': 'the migration completed',
  'migration.rejected': 'Meta rejected the migration',
  'migration.failed': 'the migration failed',
  'migration.abandoned': 'the migration was abandoned',
} as const satisfies Record<NotificationType, string>;

/** What a run has to say: no secret, and nothing that a person wrote or is called. */
export const notificationSchema = z.object({
  type: z.enum(NOTIFICATION_TYPES),
  workflowId: z.string(),
  runId: z.string(),
  wabaId: z.string(),
  phase: z.enum(PHASES),
  /** When it was so. */
  at: z.iso.datetime({ offset: true }),
  /** What happened, or what the run waits for, as a sentence. */
  why: z.string(),
  /** Until when it waits; null where that has no end. */
  until: z.iso.datetime({ offset: true }).nullable(),
  /** What a person can do now. */
  verbs: z.array(z.enum(VERBS)),
});
/** What a run has to say. */
export type Notification = z.infer<typeof notificationSchema>;

/** What starts a delivery: the message, and the id that all its repeats have. */
export const notificationStartSchema = z.object({ id: z.string(), notification: notificationSchema });
/** What starts a delivery. */
export type NotificationStart = z.infer<typeof notificationStartSchema>;

/** A notification as it is sent: with its id, and the page of the run where the worker knows one. */
export type NotificationMessage = Notification & { readonly id: string; readonly link: string | null };

/** The notification that each end of a migration sends; a dry run ends in silence. */
export const NOTIFIED_ENDS: Readonly<Record<TerminalPhase, NotificationType | null>> = {
  assessed: null,
  completed: 'migration.completed',
  rejected: 'migration.rejected',
  failed: 'migration.failed',
  abandoned: 'migration.abandoned',
};

const HOUR_MS = 3_600_000;

/** How long before a deadline somebody is told: a day, or a quarter of the time where that is less. */
export function nearDeadlineMs(durationMs: number): number {
  return Math.min(24 * HOUR_MS, durationMs / 4);
}
