// Preferences in the local storage of the browser.

/** The stored preference; null without one. */
export function readPreference(name) {
  try {
    return localStorage.getItem(name);
  } catch (error) {
    return null; // Local storage is disabled.
  }
}

/** Stores a preference; if local storage is disabled, it is lost on reload. */
export function savePreference(name, value) {
  try {
    localStorage.setItem(name, value);
  } catch (error) {
    // Local storage is disabled.
  }
}
