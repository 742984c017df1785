// The theme button: light, dark, or the theme of the system.

import { byId } from './dom.js';
import { savePreference } from './storage.js';
import { t } from './text.js';

const THEMES = { system: t('themeSystem'), light: t('themeLight'), dark: t('themeDark') };

function updateTheme(isNext, announce) {
  const names = Object.keys(THEMES);
  const root = document.documentElement;
  const selected = isNext ? names[(names.indexOf(root.dataset.theme ?? 'system') + 1) % names.length] : root.dataset.theme ?? 'system';
  if (isNext) {
    if (selected === 'system') delete root.dataset.theme;
    else root.dataset.theme = selected;
    savePreference('theme', selected);
    announce(t('theme', THEMES[selected]));
  }
  byId('theme').setAttribute('aria-label', t('theme', THEMES[selected]));
  byId('theme').title = t('theme', THEMES[selected]);
}

/** Shows the theme on its button, which selects the next one. */
export function initThemeButton(announce) {
  byId('theme').addEventListener('click', () => updateTheme(true, announce));
  updateTheme(false, announce);
}
