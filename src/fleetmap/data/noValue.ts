import type { GrafanaTheme2 } from '@grafana/data';
import { patternOf, UNKNOWN } from '../../statuses';
import type { Fill } from '../model';
import type { Column } from './column';

/** What isn't there looks like what nobody knows. */
export function noValue({ title }: Column, theme: GrafanaTheme2): Fill {
  return {
    text: `No ${title}`,
    color: theme.visualization.getColorByName(UNKNOWN.color),
    pattern: patternOf(UNKNOWN.value),
  };
}
