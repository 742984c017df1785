// Choices that the browser keeps.

/** The kept choice; null without one. */
export function stored(name) {
  try {
    return localStorage.getItem(name);
  } catch (e) {
    return null; // Local storage is disabled.
  }
}

/** Keeps a choice; until reload only if local storage is disabled. */
export function store(name, value) {
  try {
    localStorage.setItem(name, value);
  } catch (e) {
    // See above.
  }
}
