import { useTheme2 } from '@grafana/ui';
import { useMemo } from 'react';
import type { MapTheme } from '../model';
import { mapTheme } from './mapTheme';
import { useForcedColors } from './useForcedColors';

/** The map's colours in Grafana's theme, or in the reader's system where that chooses the colours. */
export function useMapTheme(): MapTheme {
  const theme = useTheme2();
  const forcedColors = useForcedColors();
  return useMemo(() => mapTheme(theme, forcedColors), [theme, forcedColors]);
}
