import type { GrafanaTheme2 } from '@grafana/data';
import type { MapTheme } from '../model';

/** Forced colours reach no canvas by themselves: there everything but the fills takes the system's. */
export function mapTheme(theme: GrafanaTheme2, forcedColors: boolean): MapTheme {
  const { fontFamily } = theme.typography;
  if (forcedColors) {
    return {
      background: 'Canvas',
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
