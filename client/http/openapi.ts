/**
 * Types of the HTTP API: what each path takes, and what it answers with where all is well. Made by openapi-typescript
 * from the server's OpenAPI document; not to be edited. To make them anew:
 * UPDATE_API_TYPES=1 npx jest --selectProjects unit -- test/unit/http/generated
 */
/* eslint-disable @typescript-eslint/no-redundant-type-constituents */

export interface paths {
  '/metrics': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['scrapeMetrics'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/migrations': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['listMigrations'];
    put?: never;
    post: operations['startMigration'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/migrations/{wabaId}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['showMigration'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/migrations/{wabaId}/report': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['showReport'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/migrations/{wabaId}/timeline': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['showTimeline'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/migrations/{wabaId}/evidence': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['downloadEvidence'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/migrations/{wabaId}/approve': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations['approveMigration'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/migrations/{wabaId}/reject': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations['rejectMigration'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/migrations/{wabaId}/waive': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations['waiveMigration'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/migrations/{wabaId}/retry': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations['retryMigration'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/migrations/{wabaId}/attach': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations['attachMigration'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/migrations/{wabaId}/pause': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations['pauseMigration'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/migrations/{wabaId}/unpause': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations['unpauseMigration'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/migrations/{wabaId}/abandon': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations['abandonMigration'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/migrations/{wabaId}/conclude': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations['concludeMigration'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/accounts/{wabaId}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['showAccount'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/credit-lines': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['listCreditLines'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/credit-lines/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['showCreditLine'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/businesses/{id}/credit': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['showBusinessCredit'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/businesses/{id}/credit/radius': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['showRadius'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/businesses/{id}/credit/share': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations['shareCreditLine'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/businesses/{id}/credit/revoke': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations['revokeCreditLine'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/credit-operations': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['listCreditOperations'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/businesses/{id}/credit/operation': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['showCreditOperation'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/businesses/{id}/credit/operation/retry-verification': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations['retryVerificationOfCreditOperation'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/businesses/{id}/credit/operation/accept-as-is': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations['acceptAsIsOfCreditOperation'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/businesses/{id}/credit/operation/retry-compensation': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations['retryCompensationOfCreditOperation'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/businesses/{id}/credit/operation/confirm-radius': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations['confirmRadiusOfCreditOperation'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/businesses/{id}/credit/operation/cancel': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations['cancelOfCreditOperation'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/events': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['streamEvents'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/me': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['showMe'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/about': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['showAbout'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/session': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['showSession'];
    put?: never;
    post: operations['signIn'];
    delete: operations['signOut'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/healthz': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['readHealth'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/readyz': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['readReadiness'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
}
export type webhooks = Record<string, never>;
export interface components {
  schemas: {
    Problem: {
      type: string;
      title: string;
      status: number;
      detail: string;
      field: string | null;
      fix: string | null;
      requestId: string;
      errors?: {
        /** @enum {string} */
        in: 'path' | 'query' | 'header' | 'body';
        field: string;
        message: string;
        fix: string;
      }[];
      otherRun?: {
        workflowId: string;
        runId: string;
        workflowType: string;
      };
      closedRun?: {
        workflowId: string;
        runId: string;
        phase: string;
        outcome: (components['schemas']['Outcome'] | components['schemas']['CreditOutcome']) | null;
      };
    };
    StateDocument: {
      workflowId: string;
      runId: string;
      wabaId: string;
      targetCurrency: string;
      /** @default null */
      startedBy: string | null;
      /** @default false */
      secondPerson: boolean;
      /** @enum {string} */
      phase:
        | 'assessing'
        | 'initiating'
        | 'cloning'
        | 'verifying'
        | 'awaiting-approval'
        | 'cutting-over'
        | 'confirming'
        | 'needs-operator'
        | 'assessed'
        | 'completed'
        | 'abandoned'
        | 'rejected'
        | 'failed';
      waitingFor: components['schemas']['WaitingFor'] | null;
      needsOperator: boolean;
      migrationId: string | null;
      destinationWabaId: string | null;
      orphans: {
        wabaId: string | null;
        migrationId: string | null;
        /** Format: date-time */
        since: string;
      }[];
      report: components['schemas']['Report'] | null;
      /** @default null */
      approved: {
        by: string;
        /** Format: date-time */
        at: string;
        digest: string;
        comment: string | null;
        notBefore: string | null;
      } | null;
      timeline: components['schemas']['TimelineEntry'][];
      outcome: components['schemas']['Outcome'] | null;
      polling: {
        attempt: number;
        lastStatus: string | null;
        nextAt: string | null;
      } | null;
    };
    Report: {
      digest: string | null;
      /** @enum {string} */
      verdict: 'pass' | 'warn' | 'block';
      checks: {
        /** @enum {string} */
        name:
          | 'has-numbers'
          | 'not-a-clone'
          | 'earlier-clones'
          | 'currency-changes'
          | 'coexistence'
          | 'credit-line-named'
          | 'credit-line-ours'
          | 'owner'
          | 'source-funding'
          | 'account-approved'
          | 'numbers-under-review'
          | 'templates-approved'
          | 'legal-deadline'
          | 'known-currency'
          | 'not-cloned'
          | 'token-access'
          | 'clone-identity'
          | 'clone-currency'
          | 'migration-status'
          | 'number-set'
          | 'numbers-changed'
          | 'clone-funding'
          | 'templates'
          | 'template-content'
          | 'flows'
          | 'app-subscription'
          | 'callback-override'
          | 'own-access'
          | 'users'
          | 'settings'
          | 'routing-ready'
          | 'numbers-moved'
          | 'numbers-connected'
          | 'source-empty'
          | 'number-ids'
          | 'templates-since'
          | 'funding-after'
          | 'test-message';
        /** @enum {string} */
        stage: 'assess' | 'verify' | 'confirm';
        /** @enum {string} */
        result: 'match' | 'mismatch' | 'incomplete';
        /** @enum {string} */
        verdict: 'pass' | 'warn' | 'block';
        waivable: boolean;
        waived: boolean;
        counts: {
          [key: string]: number;
        };
        samples: string[];
        text: string;
      }[];
      differences: {
        /** @enum {string} */
        kind: 'templates' | 'flows' | 'apps' | 'users' | 'numbers' | 'settings' | 'funding';
        matching: number;
        missing: number;
        extra: number;
        changed: number;
        samples: string[];
      }[];
      idMap: {
        waba: {
          source: string;
          clone: string | null;
        };
        phones: {
          digits: string;
          sourceId: string;
          cloneId: string | null;
        }[];
        templates: {
          count: number;
        };
        flows: {
          count: number;
        };
        evidencePath: string | null;
      };
    };
    Outcome: {
      reason: string;
      by: string | null;
      numbers: {
        digits: string;
        sourceId: string;
        cloneId: string | null;
        /** @enum {string} */
        on: 'source' | 'clone' | 'unknown';
        status: string;
      }[];
      testMessage: {
        /** @enum {string} */
        state: 'accepted-not-proven' | 'refused' | 'unknown' | 'not-sent';
        messageId: string | null;
        text: string;
      } | null;
      allocations: {
        id: string;
        businessId: string;
      }[];
      evidencePath: string | null;
    };
    TimelineEntry: {
      /** Format: date-time */
      at: string;
      /** @enum {string} */
      phase:
        | 'assessing'
        | 'initiating'
        | 'cloning'
        | 'verifying'
        | 'awaiting-approval'
        | 'cutting-over'
        | 'confirming'
        | 'needs-operator'
        | 'assessed'
        | 'completed'
        | 'abandoned'
        | 'rejected'
        | 'failed';
      text: string;
      by: string | null;
    };
    WaitingFor: {
      id: string;
      reason: string;
      until: string | null;
      verbs: ('approve' | 'reject' | 'waive' | 'retry' | 'attach' | 'pause' | 'unpause' | 'abandon' | 'conclude')[];
      /** @default [] */
      candidates: string[];
    };
    MigrationSummary: {
      workflowId: string;
      runId: string;
      wabaId: string;
      name: string | null;
      businessId: string | null;
      sourceCurrency: string | null;
      targetCurrency: string | null;
      destinationWabaId: string | null;
      phase:
        | (
            | 'assessing'
            | 'initiating'
            | 'cloning'
            | 'verifying'
            | 'awaiting-approval'
            | 'cutting-over'
            | 'confirming'
            | 'needs-operator'
            | 'assessed'
            | 'completed'
            | 'abandoned'
            | 'rejected'
            | 'failed'
          )
        | null;
      phaseChangedAt: string | null;
      needsOperator: boolean;
      waitingFor: components['schemas']['WaitingFor'] | null;
      taskFails: boolean;
      /** Format: date-time */
      startedAt: string;
      startedBy: string | null;
      secondPerson: boolean;
      approval: ('manual' | 'auto') | null;
    };
    MigrationList: {
      migrations: components['schemas']['MigrationSummary'][];
      nextPageToken: string | null;
      counts: components['schemas']['PhaseCounts'] | null;
    };
    PhaseCounts: {
      assessing: number;
      initiating: number;
      cloning: number;
      verifying: number;
      'awaiting-approval': number;
      'cutting-over': number;
      confirming: number;
      'needs-operator': number;
      assessed: number;
      completed: number;
      abandoned: number;
      rejected: number;
      failed: number;
    };
    Started: {
      workflowId: string;
      runId: string;
      wabaId: string;
      started: boolean;
    };
    Evidence: {
      /** @constant */
      schema: 'waba-migration-evidence/1';
      workflowId: string;
      runId: string;
      number: number;
      /** Format: date-time */
      writtenAt: string;
      phase: string;
      approvals: {
        by: string;
        at: string;
        digest: string;
        comment: string | null;
      }[];
      digest: string | null;
      checks:
        | {
            /** @enum {string} */
            name:
              | 'has-numbers'
              | 'not-a-clone'
              | 'earlier-clones'
              | 'currency-changes'
              | 'coexistence'
              | 'credit-line-named'
              | 'credit-line-ours'
              | 'owner'
              | 'source-funding'
              | 'account-approved'
              | 'numbers-under-review'
              | 'templates-approved'
              | 'legal-deadline'
              | 'known-currency'
              | 'not-cloned'
              | 'token-access'
              | 'clone-identity'
              | 'clone-currency'
              | 'migration-status'
              | 'number-set'
              | 'numbers-changed'
              | 'clone-funding'
              | 'templates'
              | 'template-content'
              | 'flows'
              | 'app-subscription'
              | 'callback-override'
              | 'own-access'
              | 'users'
              | 'settings'
              | 'routing-ready'
              | 'numbers-moved'
              | 'numbers-connected'
              | 'source-empty'
              | 'number-ids'
              | 'templates-since'
              | 'funding-after'
              | 'test-message';
            /** @enum {string} */
            stage: 'assess' | 'verify' | 'confirm';
            /** @enum {string} */
            result: 'match' | 'mismatch' | 'incomplete';
            /** @enum {string} */
            verdict: 'pass' | 'warn' | 'block';
            waivable: boolean;
            waived: boolean;
            counts: {
              [key: string]: number;
            };
            samples: string[];
            text: string;
          }[]
        | null;
      differences:
        | {
            /** @enum {string} */
            kind: 'templates' | 'flows' | 'apps' | 'users' | 'numbers' | 'settings' | 'funding';
            matching: number;
            missing: number;
            extra: number;
            changed: number;
            samples: string[];
          }[]
        | null;
      state: {
        workflowId: string;
        runId: string;
        wabaId: string;
        targetCurrency: string;
        /** @default null */
        startedBy: string | null;
        /** @default false */
        secondPerson: boolean;
        /** @enum {string} */
        phase:
          | 'assessing'
          | 'initiating'
          | 'cloning'
          | 'verifying'
          | 'awaiting-approval'
          | 'cutting-over'
          | 'confirming'
          | 'needs-operator'
          | 'assessed'
          | 'completed'
          | 'abandoned'
          | 'rejected'
          | 'failed';
        waitingFor: components['schemas']['WaitingFor'] | null;
        needsOperator: boolean;
        migrationId: string | null;
        destinationWabaId: string | null;
        orphans: {
          wabaId: string | null;
          migrationId: string | null;
          /** Format: date-time */
          since: string;
        }[];
        report: components['schemas']['Report'] | null;
        /** @default null */
        approved: {
          by: string;
          /** Format: date-time */
          at: string;
          digest: string;
          comment: string | null;
          notBefore: string | null;
        } | null;
        timeline: components['schemas']['TimelineEntry'][];
        outcome: components['schemas']['Outcome'] | null;
      } | null;
      before: {
        wabaId: string;
        name: string | null;
        currency: string | null;
        ownerBusinessId: string | null;
        primaryFundingId: string | null;
        settings: {
          [key: string]: boolean | string;
        };
        numbers:
          | {
              id: string;
              digits: string;
              status: string;
            }[]
          | null;
        templates:
          | {
              id: string;
              name: string;
              language: string;
              status: string | null;
              category: string | null;
              contentHash: string | null;
            }[]
          | null;
        flows:
          | {
              id: string;
              name: string;
              status: string | null;
            }[]
          | null;
        apps:
          | {
              id: string;
              overrideCallbackUri: string | null;
              overrideCallbackHash: string | null;
            }[]
          | null;
        users: {
          [key: string]:
            | {
                id: string;
                tasks: string[];
              }[]
            | null;
        };
        unreadable: string[];
      } | null;
      after: {
        wabaId: string;
        name: string | null;
        currency: string | null;
        ownerBusinessId: string | null;
        primaryFundingId: string | null;
        settings: {
          [key: string]: boolean | string;
        };
        numbers:
          | {
              id: string;
              digits: string;
              status: string;
            }[]
          | null;
        templates:
          | {
              id: string;
              name: string;
              language: string;
              status: string | null;
              category: string | null;
              contentHash: string | null;
            }[]
          | null;
        flows:
          | {
              id: string;
              name: string;
              status: string | null;
            }[]
          | null;
        apps:
          | {
              id: string;
              overrideCallbackUri: string | null;
              overrideCallbackHash: string | null;
            }[]
          | null;
        users: {
          [key: string]:
            | {
                id: string;
                tasks: string[];
              }[]
            | null;
        };
        unreadable: string[];
      } | null;
      idMap: {
        waba: {
          source: string;
          clone: string;
        };
        numbers: {
          digits: string;
          source: string;
          clone: string | null;
        }[];
        templates: {
          key: string;
          source: string;
          clone: string | null;
        }[];
        flows: {
          name: string;
          source: string;
          clone: string | null;
        }[];
      } | null;
      fbtraceIds: string[];
    };
    AccountFacts: {
      wabaId: string;
      name: string | null;
      currency: string | null;
      /** @enum {string} */
      fundedBy: 'our-line' | 'other' | 'nobody' | 'unreadable';
      fundingId: string | null;
      allocationId: string | null;
      numbers: number | null;
      lineId: string | null;
      timezoneId: string | null;
      status: string | null;
      accountReviewStatus: string | null;
      businessVerificationStatus: string | null;
      ownerBusinessId: string | null;
      ownerBusinessName: string | null;
      unreadable: string[];
    };
    CreditStateDocument: {
      workflowId: string;
      runId: string;
      /** @enum {string} */
      operation: 'share' | 'revoke';
      businessId: string;
      wabaId: string | null;
      currency: string | null;
      creditLineId: string | null;
      /** @enum {string} */
      phase:
        | 'checking'
        | 'writing'
        | 'verifying'
        | 'compensating'
        | 'needs-operator'
        | 'completed'
        | 'refused'
        | 'compensated'
        | 'failed';
      waitingFor: {
        id: string;
        reason: string;
        until: string | null;
        verbs: ('retry-verification' | 'accept-as-is' | 'retry-compensation' | 'confirm-radius' | 'cancel')[];
      } | null;
      needsOperator: boolean;
      /** @default null */
      cancellation: {
        by: string | null;
        reason: string;
      } | null;
      radius: components['schemas']['Radius'] | null;
      timeline: {
        /** Format: date-time */
        at: string;
        /** @enum {string} */
        phase:
          | 'checking'
          | 'writing'
          | 'verifying'
          | 'compensating'
          | 'needs-operator'
          | 'completed'
          | 'refused'
          | 'compensated'
          | 'failed';
        text: string;
        by: string | null;
      }[];
      outcome: components['schemas']['CreditOutcome'] | null;
      polling: {
        attempt: number;
        lastStatus: string | null;
        nextAt: string | null;
      } | null;
    };
    CreditOutcome: {
      reason: string;
      by: string | null;
      made: {
        /** @enum {string} */
        kind: 'allocation' | 'system-user';
        id: string;
        wabaId: string | null;
      }[];
      undone: {
        /** @enum {string} */
        kind: 'allocation' | 'system-user';
        id: string;
        wabaId: string | null;
      }[];
      left: {
        /** @enum {string} */
        kind: 'allocation' | 'system-user';
        id: string;
        wabaId: string | null;
      }[];
      allocationId: string | null;
      report: {
        revoked: string[];
        alreadyRevoked: string[];
        failed: {
          id: string;
          why: string;
        }[];
        notAttributable: string[];
      } | null;
      evidencePath: string | null;
    };
    CreditOperationSummary: {
      workflowId: string;
      runId: string;
      /** @enum {string} */
      operation: 'share' | 'revoke';
      businessId: string;
      wabaId: string | null;
      currency: string | null;
      phase:
        | (
            | 'checking'
            | 'writing'
            | 'verifying'
            | 'compensating'
            | 'needs-operator'
            | 'completed'
            | 'refused'
            | 'compensated'
            | 'failed'
          )
        | null;
      phaseChangedAt: string | null;
      needsOperator: boolean;
      waitingFor: {
        id: string;
        reason: string;
        until: string | null;
        verbs: ('retry-verification' | 'accept-as-is' | 'retry-compensation' | 'confirm-radius' | 'cancel')[];
      } | null;
      taskFails: boolean;
      /** Format: date-time */
      startedAt: string;
      startedBy: string | null;
    };
    CreditOperationList: {
      operations: components['schemas']['CreditOperationSummary'][];
      nextPageToken: string | null;
    };
    CreditLines: {
      businessId: string;
      lines: {
        id: string;
        legalEntityName: string | null;
        balance: {
          amount: string;
          currency: string;
        } | null;
        creditAvailable: {
          amount: string;
          currency: string;
        } | null;
        accessRevoked: boolean | null;
      }[];
      why: string | null;
    };
    CreditLineDetails: {
      id: string;
      fields: {
        [key: string]: unknown;
      };
      allocations: {
        id: string;
        receivingBusinessId: string | null;
        receivingCredentialId: string | null;
        status: string | null;
      }[];
      invoiceGroups: {
        id: string;
        name: string | null;
      }[];
      unreadable: string[];
    };
    BusinessCredit: {
      businessId: string;
      allocations: {
        id: string;
        lineId: string;
        receivingBusinessId: string | null;
        receivingCredentialId: string | null;
        status: string | null;
      }[];
      wabas: {
        wabaId: string;
        name: string | null;
        currency: string | null;
        /** @enum {string} */
        fundedBy: 'our-line' | 'other' | 'nobody' | 'unreadable';
        fundingId: string | null;
        allocationId: string | null;
        numbers: number | null;
      }[];
      unreadable: string[];
    };
    Radius: {
      businessId: string;
      allocations: {
        id: string;
        lineId: string;
        receivingBusinessId: string | null;
        receivingCredentialId: string | null;
        status: string | null;
      }[];
      wabas: {
        wabaId: string;
        name: string | null;
        currency: string | null;
        /** @enum {string} */
        fundedBy: 'our-line' | 'other' | 'nobody' | 'unreadable';
        fundingId: string | null;
        allocationId: string | null;
        numbers: number | null;
      }[];
      unreadable: string[];
      digest: string;
      openRuns: {
        workflowId: string;
        runId: string;
        phase: string | null;
      }[];
      numbers: number;
    };
    StartedOperation: {
      workflowId: string;
      runId: string;
      started: boolean;
    };
  };
  responses: never;
  parameters: never;
  requestBodies: never;
  headers: never;
  pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
  scrapeMetrics: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'text/plain': string;
        };
      };
    };
  };
  listMigrations: {
    parameters: {
      query?: {
        phase?:
          | 'assessing'
          | 'initiating'
          | 'cloning'
          | 'verifying'
          | 'awaiting-approval'
          | 'cutting-over'
          | 'confirming'
          | 'needs-operator'
          | 'assessed'
          | 'completed'
          | 'abandoned'
          | 'rejected'
          | 'failed';
        businessId?: string;
        targetCurrency?: string;
        idPrefix?: string;
        closedSince?: string;
        pageToken?: string;
        needsOperator?: boolean;
        pageSize?: number;
        counts?: boolean;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['MigrationList'];
        };
      };
    };
  };
  startMigration: {
    parameters: {
      query?: never;
      header?: {
        'idempotency-key'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          wabaId: string;
          targetCurrency: string;
          extendedCreditId?: string;
          businessId?: string;
          /**
           * @default manual
           * @enum {string}
           */
          approval?: 'manual' | 'auto';
          /** @default default */
          tokenRef?: string;
          /** @default false */
          dryRun?: boolean;
          /** @default [] */
          acceptOrphans?: string[];
          /** @default {} */
          policy?: {
            /** @default 2 */
            maxInitiations?: number;
            /** @default 5 */
            maxResumes?: number;
            /** @default 1m */
            resumeBackoff?: string;
            /** @default 15m */
            settleAfterResume?: string;
            /** @default 10m */
            fundingGrace?: string;
            /** @default 7d */
            approvalDeadline?: string;
            /** @default 1h */
            recheckEvery?: string;
            /** @default 14d */
            migrationDeadline?: string;
            /** @default false */
            secondPerson?: boolean;
          };
          /**
           * @default attach
           * @enum {string}
           */
          creditMethod?: 'attach' | 'share-then-attach';
          customerTokenRef?: string;
          testMessage?: {
            to: string;
            template: string;
            language: string;
          };
        };
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Started'];
        };
      };
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Started'];
        };
      };
    };
  };
  showMigration: {
    parameters: {
      query?: {
        dryRun?: boolean;
      };
      header?: never;
      path: {
        wabaId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['StateDocument'];
        };
      };
    };
  };
  showReport: {
    parameters: {
      query?: {
        dryRun?: boolean;
      };
      header?: never;
      path: {
        wabaId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Report'];
        };
      };
    };
  };
  showTimeline: {
    parameters: {
      query?: {
        dryRun?: boolean;
      };
      header?: never;
      path: {
        wabaId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            timeline: components['schemas']['TimelineEntry'][];
          };
        };
      };
    };
  };
  downloadEvidence: {
    parameters: {
      query?: {
        dryRun?: boolean;
      };
      header?: never;
      path: {
        wabaId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Evidence'];
        };
      };
    };
  };
  approveMigration: {
    parameters: {
      query?: never;
      header?: {
        'idempotency-key'?: string;
      };
      path: {
        wabaId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          waitingForId?: string;
          digest: string;
          /** Format: date-time */
          notBefore?: string;
          comment?: string;
        };
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['StateDocument'];
        };
      };
    };
  };
  rejectMigration: {
    parameters: {
      query?: never;
      header?: {
        'idempotency-key'?: string;
      };
      path: {
        wabaId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          waitingForId?: string;
          reason: string;
        };
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['StateDocument'];
        };
      };
    };
  };
  waiveMigration: {
    parameters: {
      query?: never;
      header?: {
        'idempotency-key'?: string;
      };
      path: {
        wabaId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          waitingForId?: string;
          /** @enum {string} */
          check:
            | 'has-numbers'
            | 'not-a-clone'
            | 'earlier-clones'
            | 'currency-changes'
            | 'coexistence'
            | 'credit-line-named'
            | 'credit-line-ours'
            | 'owner'
            | 'source-funding'
            | 'account-approved'
            | 'numbers-under-review'
            | 'templates-approved'
            | 'legal-deadline'
            | 'known-currency'
            | 'not-cloned'
            | 'token-access'
            | 'clone-identity'
            | 'clone-currency'
            | 'migration-status'
            | 'number-set'
            | 'numbers-changed'
            | 'clone-funding'
            | 'templates'
            | 'template-content'
            | 'flows'
            | 'app-subscription'
            | 'callback-override'
            | 'own-access'
            | 'users'
            | 'settings'
            | 'routing-ready'
            | 'numbers-moved'
            | 'numbers-connected'
            | 'source-empty'
            | 'number-ids'
            | 'templates-since'
            | 'funding-after'
            | 'test-message';
          reason: string;
        };
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['StateDocument'];
        };
      };
    };
  };
  retryMigration: {
    parameters: {
      query?: never;
      header?: {
        'idempotency-key'?: string;
      };
      path: {
        wabaId: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        'application/json': {
          waitingForId?: string;
          /** @enum {string} */
          step?: 'assess' | 'initiate' | 'clone' | 'verify' | 'resume' | 'confirm';
          acceptOrphans?: (string | 'none')[];
        };
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['StateDocument'];
        };
      };
    };
  };
  attachMigration: {
    parameters: {
      query?: never;
      header?: {
        'idempotency-key'?: string;
      };
      path: {
        wabaId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          waitingForId?: string;
          migrationId: string;
        };
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['StateDocument'];
        };
      };
    };
  };
  pauseMigration: {
    parameters: {
      query?: never;
      header?: {
        'idempotency-key'?: string;
      };
      path: {
        wabaId: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        'application/json': {
          waitingForId?: string;
        };
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['StateDocument'];
        };
      };
    };
  };
  unpauseMigration: {
    parameters: {
      query?: never;
      header?: {
        'idempotency-key'?: string;
      };
      path: {
        wabaId: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        'application/json': {
          waitingForId?: string;
        };
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['StateDocument'];
        };
      };
    };
  };
  abandonMigration: {
    parameters: {
      query?: never;
      header?: {
        'idempotency-key'?: string;
      };
      path: {
        wabaId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          waitingForId?: string;
          reason: string;
        };
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['StateDocument'];
        };
      };
    };
  };
  concludeMigration: {
    parameters: {
      query?: never;
      header?: {
        'idempotency-key'?: string;
      };
      path: {
        wabaId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          waitingForId?: string;
          reason: string;
        };
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['StateDocument'];
        };
      };
    };
  };
  showAccount: {
    parameters: {
      query?: {
        tokenRef?: string;
      };
      header?: never;
      path: {
        wabaId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AccountFacts'];
        };
      };
    };
  };
  listCreditLines: {
    parameters: {
      query?: {
        tokenRef?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CreditLines'];
        };
      };
    };
  };
  showCreditLine: {
    parameters: {
      query?: {
        tokenRef?: string;
      };
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CreditLineDetails'];
        };
      };
    };
  };
  showBusinessCredit: {
    parameters: {
      query?: {
        tokenRef?: string;
      };
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['BusinessCredit'];
        };
      };
    };
  };
  showRadius: {
    parameters: {
      query?: {
        tokenRef?: string;
      };
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Radius'];
        };
      };
    };
  };
  shareCreditLine: {
    parameters: {
      query?: never;
      header?: {
        'idempotency-key'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          wabaId: string;
          currency: string;
          extendedCreditId?: string;
          /**
           * @default attach
           * @enum {string}
           */
          method?: 'attach' | 'share-then-attach';
          /** @default default */
          tokenRef?: string;
          customerTokenRef?: string;
          /** @default false */
          assignSystemUser?: boolean;
          /** @default 10m */
          verifyFor?: string;
          /** @default 5m */
          settleFor?: string;
        };
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['StartedOperation'];
        };
      };
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['StartedOperation'];
        };
      };
    };
  };
  revokeCreditLine: {
    parameters: {
      query?: never;
      header?: {
        'idempotency-key'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          radius: string;
          /** @default [] */
          forceRuns?: string[];
          /** @default default */
          tokenRef?: string;
          /** @default 10m */
          verifyFor?: string;
          /** @default 5m */
          settleFor?: string;
          confirm: string;
        };
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['StartedOperation'];
        };
      };
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['StartedOperation'];
        };
      };
    };
  };
  listCreditOperations: {
    parameters: {
      query?: {
        businessId?: string;
        pageToken?: string;
        needsOperator?: boolean;
        pageSize?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CreditOperationList'];
        };
      };
    };
  };
  showCreditOperation: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CreditStateDocument'];
        };
      };
    };
  };
  retryVerificationOfCreditOperation: {
    parameters: {
      query?: never;
      header?: {
        'idempotency-key'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          waitingForId?: string;
          reason: string;
        };
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CreditStateDocument'];
        };
      };
    };
  };
  acceptAsIsOfCreditOperation: {
    parameters: {
      query?: never;
      header?: {
        'idempotency-key'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          waitingForId?: string;
          reason: string;
        };
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CreditStateDocument'];
        };
      };
    };
  };
  retryCompensationOfCreditOperation: {
    parameters: {
      query?: never;
      header?: {
        'idempotency-key'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          waitingForId?: string;
          reason: string;
        };
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CreditStateDocument'];
        };
      };
    };
  };
  confirmRadiusOfCreditOperation: {
    parameters: {
      query?: never;
      header?: {
        'idempotency-key'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          waitingForId?: string;
          radius: string;
        };
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CreditStateDocument'];
        };
      };
    };
  };
  cancelOfCreditOperation: {
    parameters: {
      query?: never;
      header?: {
        'idempotency-key'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          waitingForId?: string;
          reason: string;
        };
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CreditStateDocument'];
        };
      };
    };
  };
  streamEvents: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'text/event-stream':
            | {
                /** @enum {string} */
                event: 'snapshot';
                id: string;
                data: string;
              }
            | {
                /** @enum {string} */
                event: 'changed';
                id: string;
                data: string;
              }
            | {
                /** @enum {string} */
                event: 'away';
                id: string;
                data: string;
              };
        };
      };
    };
  };
  showMe: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            name: string;
            /** @enum {string} */
            role: 'viewer' | 'operator' | 'approver' | 'admin';
            permissions: (
              | 'public'
              | 'session:own'
              | 'migrations:read'
              | 'credit:read'
              | 'metrics:read'
              | 'payloads:decode'
              | 'migrations:dry-run'
              | 'migrations:start'
              | 'migrations:operate'
              | 'migrations:decide'
              | 'credit:share'
              | 'credit:operate'
              | 'credit:revoke'
              | 'payloads:encode'
            )[];
            version: string;
            temporalUi: {
              uiUrl: string;
              namespace: string;
            } | null;
          };
        };
      };
    };
  };
  showAbout: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            version: string;
            graph: {
              host: string;
              /** @enum {string} */
              kind: 'meta' | 'local' | 'other';
            };
            requireSecondPerson: boolean;
            deadlines: {
              country: string;
              countryName: string;
              currency: string;
              /** Format: date */
              lastDay: string;
            }[];
            permissions: {
              public: ('viewer' | 'operator' | 'approver' | 'admin')[];
              'session:own': ('viewer' | 'operator' | 'approver' | 'admin')[];
              'migrations:read': ('viewer' | 'operator' | 'approver' | 'admin')[];
              'credit:read': ('viewer' | 'operator' | 'approver' | 'admin')[];
              'metrics:read': ('viewer' | 'operator' | 'approver' | 'admin')[];
              'payloads:decode': ('viewer' | 'operator' | 'approver' | 'admin')[];
              'migrations:dry-run': ('viewer' | 'operator' | 'approver' | 'admin')[];
              'migrations:start': ('viewer' | 'operator' | 'approver' | 'admin')[];
              'migrations:operate': ('viewer' | 'operator' | 'approver' | 'admin')[];
              'migrations:decide': ('viewer' | 'operator' | 'approver' | 'admin')[];
              'credit:share': ('viewer' | 'operator' | 'approver' | 'admin')[];
              'credit:operate': ('viewer' | 'operator' | 'approver' | 'admin')[];
              'credit:revoke': ('viewer' | 'operator' | 'approver' | 'admin')[];
              'payloads:encode': ('viewer' | 'operator' | 'approver' | 'admin')[];
            };
            verbs: {
              /** @enum {string} */
              approve:
                | 'public'
                | 'session:own'
                | 'migrations:read'
                | 'credit:read'
                | 'metrics:read'
                | 'payloads:decode'
                | 'migrations:dry-run'
                | 'migrations:start'
                | 'migrations:operate'
                | 'migrations:decide'
                | 'credit:share'
                | 'credit:operate'
                | 'credit:revoke'
                | 'payloads:encode';
              /** @enum {string} */
              reject:
                | 'public'
                | 'session:own'
                | 'migrations:read'
                | 'credit:read'
                | 'metrics:read'
                | 'payloads:decode'
                | 'migrations:dry-run'
                | 'migrations:start'
                | 'migrations:operate'
                | 'migrations:decide'
                | 'credit:share'
                | 'credit:operate'
                | 'credit:revoke'
                | 'payloads:encode';
              /** @enum {string} */
              waive:
                | 'public'
                | 'session:own'
                | 'migrations:read'
                | 'credit:read'
                | 'metrics:read'
                | 'payloads:decode'
                | 'migrations:dry-run'
                | 'migrations:start'
                | 'migrations:operate'
                | 'migrations:decide'
                | 'credit:share'
                | 'credit:operate'
                | 'credit:revoke'
                | 'payloads:encode';
              /** @enum {string} */
              retry:
                | 'public'
                | 'session:own'
                | 'migrations:read'
                | 'credit:read'
                | 'metrics:read'
                | 'payloads:decode'
                | 'migrations:dry-run'
                | 'migrations:start'
                | 'migrations:operate'
                | 'migrations:decide'
                | 'credit:share'
                | 'credit:operate'
                | 'credit:revoke'
                | 'payloads:encode';
              /** @enum {string} */
              attach:
                | 'public'
                | 'session:own'
                | 'migrations:read'
                | 'credit:read'
                | 'metrics:read'
                | 'payloads:decode'
                | 'migrations:dry-run'
                | 'migrations:start'
                | 'migrations:operate'
                | 'migrations:decide'
                | 'credit:share'
                | 'credit:operate'
                | 'credit:revoke'
                | 'payloads:encode';
              /** @enum {string} */
              pause:
                | 'public'
                | 'session:own'
                | 'migrations:read'
                | 'credit:read'
                | 'metrics:read'
                | 'payloads:decode'
                | 'migrations:dry-run'
                | 'migrations:start'
                | 'migrations:operate'
                | 'migrations:decide'
                | 'credit:share'
                | 'credit:operate'
                | 'credit:revoke'
                | 'payloads:encode';
              /** @enum {string} */
              unpause:
                | 'public'
                | 'session:own'
                | 'migrations:read'
                | 'credit:read'
                | 'metrics:read'
                | 'payloads:decode'
                | 'migrations:dry-run'
                | 'migrations:start'
                | 'migrations:operate'
                | 'migrations:decide'
                | 'credit:share'
                | 'credit:operate'
                | 'credit:revoke'
                | 'payloads:encode';
              /** @enum {string} */
              abandon:
                | 'public'
                | 'session:own'
                | 'migrations:read'
                | 'credit:read'
                | 'metrics:read'
                | 'payloads:decode'
                | 'migrations:dry-run'
                | 'migrations:start'
                | 'migrations:operate'
                | 'migrations:decide'
                | 'credit:share'
                | 'credit:operate'
                | 'credit:revoke'
                | 'payloads:encode';
              /** @enum {string} */
              conclude:
                | 'public'
                | 'session:own'
                | 'migrations:read'
                | 'credit:read'
                | 'metrics:read'
                | 'payloads:decode'
                | 'migrations:dry-run'
                | 'migrations:start'
                | 'migrations:operate'
                | 'migrations:decide'
                | 'credit:share'
                | 'credit:operate'
                | 'credit:revoke'
                | 'payloads:encode';
            };
            creditVerbs: {
              /** @enum {string} */
              'retry-verification':
                | 'public'
                | 'session:own'
                | 'migrations:read'
                | 'credit:read'
                | 'metrics:read'
                | 'payloads:decode'
                | 'migrations:dry-run'
                | 'migrations:start'
                | 'migrations:operate'
                | 'migrations:decide'
                | 'credit:share'
                | 'credit:operate'
                | 'credit:revoke'
                | 'payloads:encode';
              /** @enum {string} */
              'accept-as-is':
                | 'public'
                | 'session:own'
                | 'migrations:read'
                | 'credit:read'
                | 'metrics:read'
                | 'payloads:decode'
                | 'migrations:dry-run'
                | 'migrations:start'
                | 'migrations:operate'
                | 'migrations:decide'
                | 'credit:share'
                | 'credit:operate'
                | 'credit:revoke'
                | 'payloads:encode';
              /** @enum {string} */
              'retry-compensation':
                | 'public'
                | 'session:own'
                | 'migrations:read'
                | 'credit:read'
                | 'metrics:read'
                | 'payloads:decode'
                | 'migrations:dry-run'
                | 'migrations:start'
                | 'migrations:operate'
                | 'migrations:decide'
                | 'credit:share'
                | 'credit:operate'
                | 'credit:revoke'
                | 'payloads:encode';
              /** @enum {string} */
              'confirm-radius':
                | 'public'
                | 'session:own'
                | 'migrations:read'
                | 'credit:read'
                | 'metrics:read'
                | 'payloads:decode'
                | 'migrations:dry-run'
                | 'migrations:start'
                | 'migrations:operate'
                | 'migrations:decide'
                | 'credit:share'
                | 'credit:operate'
                | 'credit:revoke'
                | 'payloads:encode';
              /** @enum {string} */
              cancel:
                | 'public'
                | 'session:own'
                | 'migrations:read'
                | 'credit:read'
                | 'metrics:read'
                | 'payloads:decode'
                | 'migrations:dry-run'
                | 'migrations:start'
                | 'migrations:operate'
                | 'migrations:decide'
                | 'credit:share'
                | 'credit:operate'
                | 'credit:revoke'
                | 'payloads:encode';
            };
          };
        };
      };
    };
  };
  showSession: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            name: string;
            /** @enum {string} */
            role: 'viewer' | 'operator' | 'approver' | 'admin';
            /** @enum {string} */
            recognisedBy: 'key' | 'session' | 'local';
            until: string | null;
            csrfToken: string | null;
          };
        };
      };
    };
  };
  signIn: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          key: string;
        };
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            name: string;
            /** @enum {string} */
            role: 'viewer' | 'operator' | 'approver' | 'admin';
            /** @enum {string} */
            recognisedBy: 'key' | 'session' | 'local';
            until: string | null;
            csrfToken: string | null;
          };
        };
      };
    };
  };
  signOut: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
    };
  };
  readHealth: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @enum {string} */
            status: 'ok';
          };
        };
      };
    };
  };
  readReadiness: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            ready: boolean;
            checks: {
              /** @enum {string} */
              name: 'temporal' | 'search-attributes' | 'workflow-workers' | 'activity-workers';
              ok: boolean;
              detail: string;
            }[];
          };
        };
      };
    };
  };
}
