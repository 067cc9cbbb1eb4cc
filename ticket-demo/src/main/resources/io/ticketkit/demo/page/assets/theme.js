// A classic script, run before the first paint: applies the remembered theme and keeps the select in step with it.
(() => {
  const KEY = 'ticketkit.theme';
  const root = document.documentElement;

  // Storage may be forbidden (private mode, blocked cookies); the theme then lasts as long as the page.
  function remembered() {
    try {
      return localStorage.getItem(KEY) ?? 'auto';
    } catch {
      return 'auto';
    }
  }

  function remember(theme) {
    try {
      localStorage.setItem(KEY, theme);
    } catch {
      // nothing to do: see remembered()
    }
  }

  function apply(theme) {
    if (theme === 'light' || theme === 'dark') {
      root.dataset.theme = theme;
    } else {
      delete root.dataset.theme;
    }
    document.dispatchEvent(new Event('themechange'));
  }

  apply(remembered());
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => apply(remembered()));
  document.addEventListener('DOMContentLoaded', () => {
    const select = document.getElementById('theme');
    if (!select) return;
    select.value = root.dataset.theme ?? 'auto';
    select.addEventListener('change', () => {
      remember(select.value);
      apply(select.value);
    });
  });
})();
