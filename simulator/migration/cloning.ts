import type { Flow, Template, Waba } from '../account';
import { accountSettingsSchema } from '../account';
import { behaviourSchema } from '../behaviour';
import { activeAllocation, createAllocation, fundedBy } from '../credit';
import type { Migration, State } from '../state';
import { newId } from '../state';

/** Makes the clone of a source as it stands right after initiate: empty, in the new currency. */
export function createClone(state: State, source: Waba, currency: string, nowMs: number): Waba {
  const { behaviour } = source;
  const id = newId(state, 'waba');
  const clone: Waba = {
    id,
    name: `${source.name} (${currency})`,
    currency: behaviour.cloneCurrency ?? currency,
    businessId: source.businessId,
    sharedWith: behaviour.cloneShared ? [...source.sharedWith] : [],
    country: source.country,
    timezoneId: source.timezoneId,
    namespace: `${id}_namespace`,
    createdMs: nowMs,
    visibleFromMs: nowMs + behaviour.cloneAfterMs,
    accountReviewStatus: 'APPROVED',
    status: 'ACTIVE',
    movedAway: false,
    callsPerHour: behaviour.cloneCallsPerHour,
    settings: behaviour.settingsCloned ? { ...source.settings } : accountSettingsSchema.parse({}),
    funding: null,
    numbers: [],
    templates: [],
    flows: [],
    apps: [],
    users: [],
    behaviour: behaviourSchema.parse({}),
    initiations: 0,
    resumes: 0,
  };
  state.wabas.push(clone);
  return clone;
}

/** Everything that the first call carries over, copied when cloning ends. */
export function copyAssets(state: State, source: Waba, clone: Waba): void {
  const { behaviour } = source;
  const keptFlows = source.flows.slice(0, Math.max(0, source.flows.length - behaviour.flowsLost));
  const flowIds = new Map<string, string>();
  clone.flows = keptFlows.map((flow): Flow => {
    const id = behaviour.flowIds === 'keep' ? flow.id : newId(state, 'flow');
    flowIds.set(flow.id, id);
    return { ...flow, categories: [...flow.categories], id };
  });
  const clonable = source.templates.filter((template) => !template.outdated);
  const kept = clonable.slice(0, Math.max(0, clonable.length - behaviour.templatesLost));
  clone.templates = kept.map((template) => copyTemplate(state, template, clone.id, flowIds));
  clone.apps = behaviour.appLost
    ? []
    : source.apps.map((app) => ({
        ...app,
        overrideCallbackUri: behaviour.overrideLost ? null : app.overrideCallbackUri,
      }));
  clone.users = behaviour.usersLost ? [] : source.users.map((user) => ({ ...user, tasks: [...user.tasks] }));
}

/** Templates that were made on the source after the others had been copied. */
export function copyLateTemplates(state: State, source: Waba, clone: Waba): void {
  const there = new Set(clone.templates.map(({ name, language }) => `${name}/${language}`));
  for (const template of source.templates) {
    if (template.outdated || there.has(`${template.name}/${template.language}`)) continue;
    clone.templates.push(copyTemplate(state, template, clone.id, new Map()));
  }
}

/** A template's copy: a new id always, media under a new URL, Flow buttons with the copied Flow's id. */
function copyTemplate(state: State, template: Template, cloneId: string, flowIds: Map<string, string>): Template {
  const components = template.components.map((component) => {
    let text = JSON.stringify(component).replaceAll(/\/media\/\d+\//g, `/media/${cloneId}/`);
    for (const [from, to] of flowIds) text = text.replaceAll(`"flow_id":"${from}"`, `"flow_id":"${to}"`);
    return JSON.parse(text) as Template['components'][number];
  });
  return { ...template, id: newId(state, 'template'), components, quality: 'UNKNOWN' };
}

/** Gives the clone its funding: the named line's allocation, or the source's own card. */
export function fundClone(state: State, migration: Migration, source: Waba, clone: Waba, nowMs: number): void {
  const fromMs = nowMs + source.behaviour.fundedAfterMs;
  const lineId = migration.extendedCreditId;
  if (lineId === null) {
    if (source.funding?.kind === 'card') clone.funding = { ...source.funding, fromMs, shownFromMs: fromMs };
    return;
  }
  if (!source.behaviour.cloneFunded) return;
  const allocation =
    activeAllocation(state, lineId, source.businessId) ?? createAllocation(state, lineId, source.businessId);
  clone.funding = fundedBy(allocation, fromMs);
}
