const THEMES = ['as the system', 'light', 'dark'] as const;

/** Goes round the three themes. The choice lasts as long as the page: a file on a disk has no storage of its own. */
export function startTheme(button: HTMLButtonElement): void {
  let chosen = 0;
  say();
  button.addEventListener('click', () => {
    chosen = (chosen + 1) % THEMES.length;
    say();
  });

  function say(): void {
    const theme = THEMES[chosen] ?? THEMES[0];
    button.textContent = `Theme: ${theme}`;
    if (chosen === 0) delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
  }
}
