import { createTheme } from '@grafana/data';
import { wcagContrast } from 'culori';
import sets from './statuses.json';
import { statusesOf, type SetName } from './statuses';

/** Of large text and of signs against what is behind them: WCAG 2.2, success criteria 1.4.3 and 1.4.11. */
const LEAST_CONTRAST = 3;

describe.each(['dark', 'light'] as const)('in the %s theme', (mode) => {
  const { colors, visualization } = createTheme({ colors: { mode } });
  const { primary, secondary, canvas } = colors.background;

  it.each(Object.keys(sets) as SetName[])('every %s can be read on what panels and pages are made of', (set) => {
    const faint = statusesOf(set).filter(({ color }) =>
      [primary, secondary, canvas].some(
        (background) => wcagContrast(visualization.getColorByName(color), background) < LEAST_CONTRAST
      )
    );
    expect(faint.map(({ label, color }) => `${label} ${color}`)).toEqual([]);
  });
});
