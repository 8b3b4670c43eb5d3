import type { AssignedUser, Funding, Waba } from '../account';
import { accountSettingsSchema } from '../account';
import { behaviourSchema } from '../behaviour';
import { activeAllocation, createAllocation, findCreditLine, fundedBy } from '../credit';
import type { Business, CreditLine, State } from '../state';
import { newId } from '../state';
import { makeFlow, makeFlows, makeNumber, makeNumbers, makeTemplate, makeTemplates } from './assets';
import { partner } from './partner';
import type { AccountPatch, AccountSpec } from './spec';

/** A spec that cannot be followed: a duplicate id, an account or template that is not there. */
export class ScenarioError extends Error {
  override readonly name = 'ScenarioError';
}

/** The portfolio with this id, made where there is none. */
export function ensureBusiness(state: State, id: string, name: string): Business {
  const present = state.businesses.find((business) => business.id === id);
  if (present) return present;
  const business: Business = { id, name, verificationStatus: 'verified' };
  state.businesses.push(business);
  return business;
}

/** The line that is named, or the first one. */
function lineToFundBy(state: State, id: string | undefined): CreditLine {
  const line = id === undefined ? state.creditLines[0] : findCreditLine(state, id);
  if (line) return line;
  const which = id === undefined ? 'a line of credit' : `the line of credit ${id}`;
  throw new ScenarioError(`funding "line" needs ${which} in the state; make it, or use "card" or "none"`);
}

type FundingSpec = Pick<AccountSpec, 'funding' | 'fundingLine'>;

/** Funding of a kind: a line's allocation for the owner (made where absent), a card, or a line not ours. */
function makeFunding(state: State, spec: FundingSpec, businessId: string, nowMs: number): Funding | null {
  const kind = spec.funding ?? 'line';
  if (kind === 'none') return null;
  if (kind === 'card') return { kind, id: newId(state, 'card'), fromMs: nowMs, shownFromMs: nowMs };
  if (kind === 'other-line') return { kind, id: newId(state, 'credential'), fromMs: nowMs, shownFromMs: nowMs };
  const line = lineToFundBy(state, spec.fundingLine);
  const allocation = activeAllocation(state, line.id, businessId) ?? createAllocation(state, line.id, businessId);
  return fundedBy(allocation, nowMs);
}

const makeUsers = (specs: NonNullable<AccountSpec['users']>): AssignedUser[] =>
  specs.map((user) => ({ ...user, name: user.name ?? `User ${user.id}` }));

function defaultUsers(businessId: string, systemUserAssigned: boolean): AssignedUser[] {
  const users = [
    { id: partner.userId, businessId: partner.businessId, name: partner.userName, tasks: ['MANAGE'] },
    { id: `9${businessId}`, businessId, name: 'Ana Shrub', tasks: ['MANAGE'] },
    { id: `8${businessId}`, businessId, name: 'Bo Shrub', tasks: ['MANAGE_TEMPLATES', 'VIEW_COST'] },
  ];
  return systemUserAssigned ? users : users.slice(1);
}

/** Makes the account that a spec describes, and the portfolio that owns it where that is new. */
export function addAccount(state: State, spec: AccountSpec, nowMs: number): Waba {
  const id = spec.id ?? newId(state, 'waba');
  if (state.wabas.some((waba) => waba.id === id))
    throw new ScenarioError(`WABA ${id} exists already; choose another id`);
  const businessId = spec.businessId ?? newId(state, 'business');
  const name = spec.name ?? `Account ${id.slice(-4)}`;
  ensureBusiness(state, businessId, name);
  const flows = makeFlows(state, spec.flows);
  const waba: Waba = {
    id,
    name,
    currency: spec.currency ?? 'USD',
    businessId,
    sharedWith: spec.sharedWith ?? [partner.businessId],
    country: spec.country ?? 'US',
    timezoneId: spec.timezoneId ?? '1',
    namespace: `${id}_namespace`,
    // Well before any migration, so that it is never taken for a clone of one.
    createdMs: nowMs - 365 * 86_400_000,
    visibleFromMs: 0,
    accountReviewStatus: spec.accountReviewStatus ?? 'APPROVED',
    status: 'ACTIVE',
    movedAway: false,
    callsPerHour: spec.callsPerHour ?? null,
    settings: accountSettingsSchema.parse(spec.settings ?? {}),
    funding: makeFunding(state, spec, businessId, nowMs),
    numbers: makeNumbers(state, spec.numbers, nowMs),
    templates: makeTemplates(state, spec.templates, id, flows),
    flows,
    apps: (spec.apps ?? [{ id: partner.appId }]).map((app) => ({
      id: app.id,
      overrideCallbackUri: app.overrideCallbackUri ?? null,
    })),
    users: spec.users ? makeUsers(spec.users) : defaultUsers(businessId, spec.systemUserAssigned ?? true),
    behaviour: behaviourSchema.parse(spec.behaviour ?? {}),
    initiations: 0,
    resumes: 0,
  };
  state.wabas.push(waba);
  return waba;
}

/** Changes an account: what is not named stays as it is. */
export function patchAccount(state: State, waba: Waba, patch: AccountPatch, nowMs: number): void {
  const { numbers, templates, flows, apps, users, funding, fundingLine, settings, behaviour, ...plain } = patch;
  const newBehaviour = behaviour && behaviourSchema.parse({ ...waba.behaviour, ...behaviour });
  const newFunding = funding && makeFunding(state, { funding, fundingLine }, waba.businessId, nowMs);
  for (const number of numbers?.change ?? []) {
    if (!waba.numbers.some(({ id }) => id === number.id))
      throw new ScenarioError(`WABA ${waba.id} has no number ${number.id}`);
  }
  Object.assign(waba, withoutUndefined(plain));
  if (newBehaviour) waba.behaviour = newBehaviour;
  if (newFunding !== undefined) waba.funding = newFunding;
  if (settings) Object.assign(waba.settings, withoutUndefined(settings));
  if (apps) waba.apps = apps.map((app) => ({ id: app.id, overrideCallbackUri: app.overrideCallbackUri ?? null }));
  if (users) waba.users = makeUsers(users);

  for (const change of numbers?.change ?? []) {
    Object.assign(waba.numbers.find(({ id }) => id === change.id) ?? {}, withoutUndefined(change));
  }
  waba.numbers = waba.numbers.filter(({ id }) => !numbers?.remove?.includes(id));
  waba.numbers.push(...(numbers?.add ?? []).map((spec) => makeNumber(state, spec, nowMs)));

  const is = (key: { name: string; language: string }) => (other: { name: string; language: string }) =>
    other.name === key.name && other.language === key.language;
  for (const change of templates?.change ?? []) {
    const found = waba.templates.find(is(change));
    if (!found) throw new ScenarioError(`WABA ${waba.id} has no template ${change.name} in ${change.language}`);
    Object.assign(found, withoutUndefined(change));
  }
  waba.templates = waba.templates.filter((template) => !templates?.remove?.some(is(template)));
  waba.templates.push(...(templates?.add ?? []).map((spec) => makeTemplate(state, spec)));
  waba.flows = waba.flows.filter(({ id }) => !flows?.remove?.includes(id));
  waba.flows.push(...(flows?.add ?? []).map((spec) => makeFlow(state, spec)));
}

function withoutUndefined(object: object): object {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
}
