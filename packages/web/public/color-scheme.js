// Runs before the first paint, so that a dark page never flashes white. A file of its own because the
// content security policy forbids inline scripts.
(() => {
  let wanted = null;
  try {
    wanted = window.localStorage.getItem('mantine-color-scheme-value');
  } catch {
    // Storage may be forbidden; the system's choice serves.
  }
  const isSystemDark = window.matchMedia('(prefers-color-scheme: dark)').matches;
  const scheme = wanted === 'light' || wanted === 'dark' ? wanted : isSystemDark ? 'dark' : 'light';
  document.documentElement.setAttribute('data-mantine-color-scheme', scheme);
})();
