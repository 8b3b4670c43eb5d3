/**
 * A template's content, made comparable between two accounts and hashed. The text itself never leaves an activity.
 */
import type { Template } from '../../domain/account';
import { sha256Of } from '../canonical-hash';

/** The hash of a template's normalised components; null where Meta gave none. */
export function contentHash(template: Template): string | null {
  return template.components == null ? null : sha256Of(normaliseComponents(template.components));
}

/**
 * Components without what differs between two accounts although the template is the same: URLs and handles of example
 * media (they are made per asset) and the ids of Flows (a copied Flow has a new one). The order of a template's header,
 * body, footer and buttons says nothing; the order within each does.
 */
export function normaliseComponents(components: unknown): unknown {
  const normalised = normalise(components, false);
  if (!Array.isArray(normalised)) return normalised;
  return [...(normalised as unknown[])].sort((a, b) => compareTexts(typeOf(a), typeOf(b)));
}

const HANDLE_KEYS: readonly string[] = ['header_handle', 'header_url'];

function normalise(value: unknown, inExample: boolean): unknown {
  if (Array.isArray(value)) {
    const items: unknown[] = inExample ? value.filter((item) => !isUrl(item)) : value;
    return items.map((item) => normalise(item, inExample));
  }
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).filter(
    ([key, field]) =>
      field !== undefined &&
      !(inExample && (HANDLE_KEYS.includes(key) || isUrl(field))) &&
      !(key === 'flow_id' && typeOf(value) === 'FLOW'),
  );
  return Object.fromEntries(entries.map(([key, field]) => [key, normalise(field, inExample || key === 'example')]));
}

function typeOf(component: unknown): string {
  const type = component !== null && typeof component === 'object' && 'type' in component ? component.type : '';
  return typeof type === 'string' ? type.toUpperCase() : '';
}

function isUrl(value: unknown): boolean {
  return typeof value === 'string' && /^https?:\/\//i.test(value);
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
