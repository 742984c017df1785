// The dashboard on a wall display: full screen, larger type, no controls, no pointer, and a screen wake lock.

import { byId } from './dom.js';
import { getState, onStateChange, setState } from './state.js';

let wakeLock = null; // promise of the wake lock

const requestWakeLock = async () => navigator.wakeLock.request('screen');

/** Acquires or releases the wake lock; browsers release it whenever the tab is hidden. */
function updateWakeLock() {
  if (!getState().wall) {
    wakeLock?.then((sentinel) => sentinel.release(), () => { /* It was not granted. */ });
    wakeLock = null;
  } else if (!document.hidden && wakeLock === null) {
    const request = requestWakeLock();
    const clearWakeLock = () => {
      if (wakeLock === request) wakeLock = null;
    };
    wakeLock = request;
    request.then((sentinel) => sentinel.addEventListener('release', clearWakeLock), clearWakeLock); // Rejected if unsupported or the battery is low: the screen may turn off.
  }
}

function applyState() {
  document.documentElement.toggleAttribute('data-wall', getState().wall);
  updateWakeLock();
}

const leaveWallDisplay = () => {
  if (getState().wall) setState({ wall: false });
};

/** Applies the state, and registers the listeners of the button and of Escape. */
export function initWallDisplay() {
  byId('wall').addEventListener('click', () => {
    setState({ wall: true, card: null });
    document.documentElement.requestFullscreen?.().catch(() => { /* Shown without full screen. */ });
  });
  document.addEventListener('fullscreenchange', () => {
    if (!document.fullscreenElement) leaveWallDisplay();
  });
  document.addEventListener('keydown', ({ key, defaultPrevented }) => {
    if (key === 'Escape' && !defaultPrevented && !document.querySelector('dialog[open]')) leaveWallDisplay();
  });
  document.addEventListener('visibilitychange', updateWakeLock);
  onStateChange((current, previous) => {
    if (current.wall !== previous.wall) applyState();
    if (!previous.wall || current.wall) return;
    if (current.card === null) byId('wall').focus({ preventScroll: true });
    if (document.fullscreenElement) document.exitFullscreen();
  });
  applyState();
}
