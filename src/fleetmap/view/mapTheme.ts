import type { GrafanaTheme2 } from '@grafana/data';
import type { MapTheme } from '../model';

/** Forced colours reach no canvas by themselves: there everything but the fills takes the system's. */
export function mapTheme(theme: GrafanaTheme2, forcedColors: boolean): MapTheme {
  const { fontFamily } = theme.typography;
  if (forcedColors) {
    return {
      background: systemColor('Canvas'),
      box: 'Canvas',
      text: 'CanvasText',
      textWeak: 'CanvasText',
      hover: 'Highlight',
      selection: 'Highlight',
      fontFamily,
    };
  }
  const { colors } = theme;
  return {
    background: colors.background.primary,
    box: colors.background.secondary,
    text: colors.text.primary,
    textWeak: colors.text.secondary,
    hover: colors.text.maxContrast,
    selection: colors.primary.border,
    fontFamily,
  };
}

/** What the system has for one of CSS's system colours, as rgb(). */
function systemColor(name: string): string {
  const probe = document.body.appendChild(document.createElement('i'));
  probe.style.color = name;
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}
