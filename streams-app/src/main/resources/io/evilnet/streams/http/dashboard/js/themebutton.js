// The theme button: light, dark, or the theme of the system.

import { byId } from './dom.js';
import { store } from './storage.js';
import { t } from './text.js';

const THEMES = { system: t('themeSystem'), light: t('themeLight'), dark: t('themeDark') };

function theme(next, announce) {
  const names = Object.keys(THEMES);
  const root = document.documentElement;
  const chosen = next ? names[(names.indexOf(root.dataset.theme ?? 'system') + 1) % names.length] : root.dataset.theme ?? 'system';
  if (next) {
    if (chosen === 'system') delete root.dataset.theme;
    else root.dataset.theme = chosen;
    store('theme', chosen);
    announce(t('theme', THEMES[chosen]));
  }
  byId('theme').setAttribute('aria-label', t('theme', THEMES[chosen]));
  byId('theme').title = t('theme', THEMES[chosen]);
}

/** Shows the theme on its button, which selects the next one. */
export function startThemes(announce) {
  byId('theme').addEventListener('click', () => theme(true, announce));
  theme(false, announce);
}
