import type { ThemeId } from '../boot';

const key = 'preview.theme';

/** `?theme=light` as in Grafana, else what was chosen last in this browser. */
export function rememberedTheme(): ThemeId | undefined {
  const asked = new URLSearchParams(window.location.search).get('theme') ?? window.localStorage.getItem(key);
  return asked === 'dark' || asked === 'light' ? asked : undefined;
}

export function rememberTheme(theme: ThemeId) {
  window.localStorage.setItem(key, theme);
}
