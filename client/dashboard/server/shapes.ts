/** What the API answers with, by its generated types; types alone, for what knows neither a server nor a browser. */
import type { components, operations } from '../../http/openapi';

type Schemas = components['schemas'];
type Answer<O extends keyof operations> = operations[O] extends {
  responses: { 200: { content: { 'application/json': infer T } } };
}
  ? T
  : never;
type Body<O extends keyof operations> = operations[O] extends {
  requestBody: { content: { 'application/json': infer T } };
}
  ? T
  : never;

/** One line of a list. */
export type MigrationSummary = Schemas['MigrationSummary'];
/** One page of the list, with counts. */
export type MigrationList = Schemas['MigrationList'];
/** How many migrations stand in each phase. */
export type PhaseCounts = Schemas['PhaseCounts'];
/** A phase of a migration. */
export type Phase = keyof PhaseCounts;
/** The state document. */
export type StateDocument = Schemas['StateDocument'];
/** Why a run waits. */
export type WaitingFor = Schemas['WaitingFor'];
/** What was checked, and what a person approves. */
export type Report = Schemas['Report'];
/** A check that was made. */
export type Check = Report['checks'][number];
/** What differs between source and clone in one kind of thing. */
export type Difference = Report['differences'][number];
/** One line of what happened. */
export type TimelineEntry = StateDocument['timeline'][number];
/** How a run ended. */
export type Outcome = NonNullable<StateDocument['outcome']>;
/** The evidence file. */
export type Evidence = Schemas['Evidence'];
/** Who one is, and what one may do. */
export type Me = Answer<'showMe'>;
/** What holds for everybody on the server. */
export type About = Answer<'showAbout'>;
/** Who is signed in. */
export type Session = Answer<'showSession'>;
/** A permission. */
export type Permission = Me['permissions'][number];
/** A verb of a migration. */
export type Verb = keyof About['verbs'];
/** A verb of a credit operation. */
export type CreditVerb = keyof About['creditVerbs'];
/** A role. */
export type Role = Me['role'];

/** One thing that runs need, as `/readyz` tells it. */
export interface ReadinessCheck {
  readonly name: string;
  readonly ok: boolean;
  readonly detail: string;
}
/** What Meta says of an account. */
export type AccountFacts = Schemas['AccountFacts'];
/** Our lines of credit, as a list shows them. */
export type CreditLines = Schemas['CreditLines'];
/** A line of credit in short. */
export type CreditLine = CreditLines['lines'][number];
/** A line of credit with its sharing records. */
export type CreditLineDetails = Schemas['CreditLineDetails'];
/** One look at a business: our sharing records with it, and what pays for each of its accounts. */
export type BusinessCredit = Schemas['BusinessCredit'];
/** What a revoke would defund. */
export type Radius = Schemas['Radius'];
/** One line of a list of shares and revokes. */
export type CreditOperationSummary = Schemas['CreditOperationSummary'];
/** The state document of a credit operation. */
export type CreditState = Schemas['CreditStateDocument'];
/** The body of a start. */
export type StartBody = Body<'startMigration'>;
/** The body of a share. */
export type ShareBody = Body<'shareCreditLine'>;
