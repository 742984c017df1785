// Sets the theme before the first paint: from the URL, else from local storage, else from the system.
(function () {
  const asked = new URLSearchParams(location.search).get('theme');
  let theme = asked;
  try {
    theme = asked || localStorage.getItem('theme');
  } catch (e) {
    // Local storage is disabled: the system's theme applies.
  }
  if (theme === 'light' || theme === 'dark') {
    document.documentElement.dataset.theme = theme;
  }
})();
