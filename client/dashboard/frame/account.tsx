/** Who is signed in with which role, the theme, and the way out. */
import { useQuery } from '@tanstack/react-query';
import { Button as AriaButton, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { meQuery, sessionQuery } from '../server/queries';
import { Glyph, type GlyphName } from '../parts/glyph';
import { useSignOut } from './session';
import { THEMES, useTheme, type Theme } from './theme';
import './menu.css';

const THEME_WORDS: Readonly<Record<Theme, { readonly name: string; readonly glyph: GlyphName }>> = {
  system: { name: 'As the system', glyph: 'system' },
  light: { name: 'Light', glyph: 'sun' },
  dark: { name: 'Dark', glyph: 'moon' },
};

/** The two menus at the end of the bar. */
export function Account() {
  const { data: me } = useQuery(meQuery);
  const { data: session } = useQuery(sessionQuery);
  const signOut = useSignOut();
  const [theme, setTheme] = useTheme();
  const isSignedIn = session?.recognisedBy === 'session';
  return (
    <div className="bar-account">
      <MenuTrigger>
        <AriaButton className="button button-quiet button-icon" aria-label={`Theme: ${THEME_WORDS[theme].name}`}>
          <Glyph name={THEME_WORDS[theme].glyph} />
        </AriaButton>
        <Popover className="menu-box" placement="bottom end">
          <Menu
            className="menu"
            aria-label="Theme"
            selectionMode="single"
            disallowEmptySelection
            selectedKeys={[theme]}
            onSelectionChange={(keys) => {
              const chosen = THEMES.find((name) => keys !== 'all' && keys.has(name));
              if (chosen) setTheme(chosen);
            }}
          >
            {THEMES.map((name) => (
              <MenuItem key={name} id={name} className="menu-item" textValue={THEME_WORDS[name].name}>
                <Glyph name={THEME_WORDS[name].glyph} />
                {THEME_WORDS[name].name}
                {name === theme && <Glyph name="done" />}
              </MenuItem>
            ))}
          </Menu>
        </Popover>
      </MenuTrigger>
      {me && (
        <MenuTrigger>
          <AriaButton className="button button-quiet bar-who" aria-label={`${me.name} ${me.role}: account`}>
            <Glyph name="person" />
            <span className="bar-who-name">{me.name}</span> <span className="bar-role muted small">{me.role}</span>
            <Glyph name="down" size={12} />
          </AriaButton>
          <Popover className="menu-box" placement="bottom end">
            <p className="menu-note small">
              {me.name}
              <br />
              <span className="muted">
                {isSignedIn ? `Role ${me.role}` : `Role ${me.role}: this server has no keys and asks nobody`}
              </span>
            </p>
            <Menu
              className="menu"
              aria-label="Account"
              onAction={(key) => {
                if (key === 'out') signOut.mutate();
              }}
            >
              <MenuItem id="reference" href="/docs" target="_blank" className="menu-item">
                <Glyph name="external" />
                HTTP API reference
              </MenuItem>
              {isSignedIn ? (
                <MenuItem id="out" className="menu-item">
                  <Glyph name="out" />
                  Sign out
                </MenuItem>
              ) : null}
            </Menu>
          </Popover>
        </MenuTrigger>
      )}
    </div>
  );
}
