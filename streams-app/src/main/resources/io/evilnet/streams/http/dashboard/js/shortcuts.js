// Keyboard shortcuts, and the dialog that lists them. Single-character shortcuts can be disabled (WCAG 2.1.4).

import { byId } from './dom.js';
import { METRICS } from './metrics.js';
import { getState, setState } from './state.js';
import { readPreference, savePreference } from './storage.js';

const STORAGE_KEY = 'keys';
const INPUT_FIELDS = 'input, select, textarea, [contenteditable]';
const SCROLLABLE = '.table-box'; // scrolls with the arrow keys

const dialog = byId('keys');
const activeCheckbox = byId('keys-active');

const HIDDEN_ON_WALL = ['/', '?']; // their controls are hidden on a wall
const CHARACTERS = [...HIDDEN_ON_WALL, ...Object.keys(METRICS).map((_, i) => String(i + 1))];
const ARROW_BUTTONS = { ArrowLeft: 'earlier', ArrowRight: 'later' };

/** True if arrow keys have another function for the focused element, or scroll the document horizontally. */
const isArrowTaken = (target) => target.closest(SCROLLABLE) !== null || document.documentElement.scrollWidth > innerWidth;

function handleCharacter(key, announce) {
  if (key === '/') {
    byId('search').focus();
  } else if (key === '?') {
    dialog.showModal();
  } else {
    const { id, name } = Object.values(METRICS)[key - 1];
    if (getState().metric !== id) setState({ metric: id });
    announce(name);
  }
}

function handleKey(event, announce) {
  const { key, target } = event;
  if (event.defaultPrevented || event.repeat || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (dialog.open || !activeCheckbox.checked || target.closest?.(INPUT_FIELDS) || (getState().wall && HIDDEN_ON_WALL.includes(key))) return;
  if (CHARACTERS.includes(key)) {
    event.preventDefault(); // the field must not receive the slash
    handleCharacter(key, announce);
  } else if (key in ARROW_BUTTONS && !event.shiftKey && !isArrowTaken(target)) {
    byId(ARROW_BUTTONS[key]).click(); // without effect while it is disabled
  }
}

/** Registers the shortcuts; `announce(text)` announces the selected metric. */
export function registerShortcuts(announce) {
  activeCheckbox.checked = readPreference(STORAGE_KEY) !== 'off';
  activeCheckbox.addEventListener('change', () => {
    savePreference(STORAGE_KEY, activeCheckbox.checked ? 'on' : 'off');
    showActive();
  });
  byId('keys-open').addEventListener('click', () => dialog.showModal());
  byId('keys-close').addEventListener('click', () => dialog.close());
  dialog.addEventListener('click', ({ target }) => {
    if (target === dialog) dialog.close(); // the backdrop
  });
  document.addEventListener('keydown', (event) => handleKey(event, announce));
  showActive();
}

function showActive() {
  document.body.dataset.keys = activeCheckbox.checked ? 'on' : 'off';
}
