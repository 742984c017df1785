// Preferences in the local storage of the browser.

/** The stored preference; null without one. */
export function stored(name) {
  try {
    return localStorage.getItem(name);
  } catch (e) {
    return null; // Local storage is disabled.
  }
}

/** Stores a preference; if local storage is disabled, it is lost on reload. */
export function store(name, value) {
  try {
    localStorage.setItem(name, value);
  } catch (e) {
    // See above.
  }
}
