// Sets the theme before the first paint: from the URL, else from local storage, else from the system.
(function () {
  const requested = new URLSearchParams(location.search).get('theme');
  let theme = requested;
  try {
    theme = requested || localStorage.getItem('theme');
  } catch (error) {
    // Local storage is disabled: the system's theme applies.
  }
  if (theme === 'light' || theme === 'dark') {
    document.documentElement.dataset.theme = theme;
  }
})();
