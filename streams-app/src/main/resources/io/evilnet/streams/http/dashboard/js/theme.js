// Sets the colours before the first paint: those of the address, else those that were chosen here, else the system's.
(function () {
  const asked = new URLSearchParams(location.search).get('theme');
  let theme = asked;
  try {
    theme = asked || localStorage.getItem('theme');
  } catch (e) {
    // Storage is switched off: the system's colours.
  }
  if (theme === 'light' || theme === 'dark') {
    document.documentElement.dataset.theme = theme;
  }
})();
