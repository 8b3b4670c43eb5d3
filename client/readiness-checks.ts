/** What readiness looks at, and how it answers. */

/** What is looked at. */
export const READINESS_CHECKS = ['temporal', 'search-attributes', 'workflow-workers', 'activity-workers'] as const;

/** One thing that runs need. */
export interface ReadinessCheck {
  readonly name: (typeof READINESS_CHECKS)[number];
  readonly ok: boolean;
  /** What was seen and, where it is not well, what to do. */
  readonly detail: string;
}

/** Everything that runs need. */
export interface Readiness {
  readonly ready: boolean;
  readonly checks: readonly ReadinessCheck[];
}
