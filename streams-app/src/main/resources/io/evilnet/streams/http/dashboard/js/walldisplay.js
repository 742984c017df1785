// The dashboard on a wall display: full screen, larger type, no controls, no pointer, and a screen wake lock.

import { byId } from './dom.js';
import { change, onChange, state } from './state.js';

let lock = null; // promise of the wake lock

const request = async () => navigator.wakeLock.request('screen');

/** Acquires or releases the wake lock; browsers release it whenever the tab is hidden. */
function stayAwake() {
  if (!state().wall) {
    lock?.then((granted) => granted.release(), () => { /* It was not granted. */ });
    lock = null;
  } else if (!document.hidden && lock === null) {
    const mine = request();
    const lost = () => {
      if (lock === mine) lock = null;
    };
    lock = mine;
    mine.then((granted) => granted.addEventListener('release', lost), lost); // Unsupported, or low battery: the screen may turn off.
  }
}

function apply() {
  document.documentElement.toggleAttribute('data-wall', state().wall);
  stayAwake();
}

const leave = () => {
  if (state().wall) change({ wall: false });
};

/** Applies the state, and registers the listeners of the button and of Escape. */
export function startWall() {
  byId('wall').addEventListener('click', () => {
    change({ wall: true, card: null });
    document.documentElement.requestFullscreen?.().catch(() => { /* The wall is shown without. */ });
  });
  document.addEventListener('fullscreenchange', () => {
    if (!document.fullscreenElement) leave();
  });
  document.addEventListener('keydown', ({ key, defaultPrevented }) => {
    if (key === 'Escape' && !defaultPrevented && !document.querySelector('dialog[open]')) leave();
  });
  document.addEventListener('visibilitychange', stayAwake);
  onChange((now, before) => {
    if (now.wall !== before.wall) apply();
    if (!before.wall || now.wall) return;
    if (now.card === null) byId('wall').focus({ preventScroll: true });
    if (document.fullscreenElement) document.exitFullscreen();
  });
  apply();
}
