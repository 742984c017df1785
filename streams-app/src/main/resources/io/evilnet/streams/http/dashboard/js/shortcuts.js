// Keyboard shortcuts, and the dialog that lists them. Single-character shortcuts can be disabled (WCAG 2.1.4).

import { byId } from './dom.js';
import { METRICS } from './metrics.js';
import { change, state } from './state.js';
import { store, stored } from './storage.js';

const SWITCH = 'keys';
const FIELDS = 'input, select, textarea, [contenteditable]';
const SCROLLED = '.table-box'; // scrolls with the arrow keys

const dialog = byId('keys');
const active = byId('keys-active');

const CONTROLS = ['/', '?']; // their controls are hidden on a wall
const CHARACTERS = [...CONTROLS, ...Object.keys(METRICS).map((_, i) => String(i + 1))];
const ARROWS = { ArrowLeft: 'earlier', ArrowRight: 'later' };

/** True if arrow keys have another function for the focused element, or scroll the document horizontally. */
const isArrowTaken = (target) => target.closest(SCROLLED) !== null || document.documentElement.scrollWidth > innerWidth;

function onCharacter(key, announce) {
  if (key === '/') {
    byId('search').focus();
  } else if (key === '?') {
    dialog.showModal();
  } else {
    const { id, name } = Object.values(METRICS)[key - 1];
    if (state().metric !== id) change({ metric: id });
    announce(name);
  }
}

function onKey(event, announce) {
  const { key, target } = event;
  if (event.defaultPrevented || event.repeat || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (dialog.open || !active.checked || target.closest?.(FIELDS) || (state().wall && CONTROLS.includes(key))) return;
  if (CHARACTERS.includes(key)) {
    event.preventDefault(); // the field must not receive the slash
    onCharacter(key, announce);
  } else if (key in ARROWS && !event.shiftKey && !isArrowTaken(target)) {
    byId(ARROWS[key]).click(); // without effect while it is disabled
  }
}

/** Registers the shortcuts; `announce(text)` announces the selected metric. */
export function listenToKeys(announce) {
  active.checked = stored(SWITCH) !== 'off';
  active.addEventListener('change', () => {
    store(SWITCH, active.checked ? 'on' : 'off');
    show();
  });
  byId('keys-open').addEventListener('click', () => dialog.showModal());
  byId('keys-close').addEventListener('click', () => dialog.close());
  dialog.addEventListener('click', ({ target }) => {
    if (target === dialog) dialog.close(); // the backdrop
  });
  document.addEventListener('keydown', (event) => onKey(event, announce));
  show();
}

function show() {
  document.body.dataset.keys = active.checked ? 'on' : 'off';
}
