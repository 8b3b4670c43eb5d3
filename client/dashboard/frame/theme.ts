/** Light, dark, or as the reader's system is; kept in this browser. */
import { useSyncExternalStore } from 'react';

/** The choices, in the order in which the switch goes through them. */
export const THEMES = ['system', 'light', 'dark'] as const;
/** A choice. */
export type Theme = (typeof THEMES)[number];

const KEY = 'waba-migrations-theme';
const watchers = new Set<() => void>();

function stored(): Theme {
  try {
    const text = localStorage.getItem(KEY);
    return THEMES.find((theme) => theme === text) ?? 'system';
  } catch {
    // A browser that keeps nothing for pages follows its system.
    return 'system';
  }
}

/** Shows the page in the theme that is kept; to be called before it is drawn. */
export function applyTheme(theme: Theme = stored()): void {
  if (theme === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
}

/** The theme, and how to choose another. */
export function useTheme(): readonly [Theme, (theme: Theme) => void] {
  const theme = useSyncExternalStore((watcher) => {
    watchers.add(watcher);
    return () => watchers.delete(watcher);
  }, stored);
  return [theme, choose];
}

function choose(theme: Theme): void {
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // It holds until the page is loaded anew.
  }
  applyTheme(theme);
  for (const watcher of watchers) watcher();
}
