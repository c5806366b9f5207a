import { createTheme } from '@grafana/data';
import { wcagContrast } from 'culori';
import { ASSOCIATION_STATUSES, PATCH_STATUSES, patternOf, PING_STATUSES, type Status } from '../../statuses';
import type { Fill } from '../model';
import { leastDifference, legibleFills, legibleText } from './legibleFills';

const STATUSES = { patch: PATCH_STATUSES, ping: PING_STATUSES, association: ASSOCIATION_STATUSES };

describe.each(['dark', 'light'] as const)('in the %s theme', (mode) => {
  const theme = createTheme({ colors: { mode } });
  const background = theme.colors.background.primary;
  const fillsOf = (statuses: Status[]): Fill[] =>
    statuses.map(({ label, value, color }) => ({
      text: label,
      color: theme.visualization.getColorByName(color),
      pattern: patternOf(value),
    }));

  describe.each(Object.entries(STATUSES))('%s statuses', (_, statuses) => {
    const fills = legibleFills(fillsOf(statuses), background);

    it.each(fills)('$text stands out from the background', ({ color }) => {
      expect(wcagContrast(color, background)).toBeGreaterThanOrEqual(3);
    });

    it('differ from each other by pattern, or by colour for colour-blind eyes too', () => {
      const pairs = fills.flatMap((a, i) => fills.slice(i + 1).map((b) => [a, b]));
      const alike = pairs.filter(([a, b]) => a.pattern === b.pattern && leastDifference(a.color, b.color) < 9);
      expect(alike.map(([a, b]) => `${a.text} ${a.color}, ${b.text} ${b.color}`)).toEqual([]);
    });
  });
});

it('keeps the colour of what stands last, and changes what is before it', () => {
  const theme = createTheme({ colors: { mode: 'light' } });
  const [orange, green] = ['orange', 'green'].map((name) => theme.visualization.getColorByName(name).toLowerCase());
  const fills: Fill[] = [
    { text: 'Missing', color: orange, pattern: 'solid' },
    { text: 'Compliant', color: green, pattern: 'solid' },
  ];
  const [missing, compliant] = legibleFills(fills, theme.colors.background.primary);
  expect(compliant.color).toBe(green);
  expect(missing.color).not.toBe(orange);
});

it('leaves alone what is legible already', () => {
  const fills: Fill[] = [{ text: 'a', color: '#f2495c', pattern: 'solid' }];
  expect(legibleFills(fills, '#181b1f')).toEqual(fills);
});

it('leaves alone what is no colour', () => {
  const fills: Fill[] = [{ text: 'a', color: 'var(--broken)', pattern: 'solid' }];
  expect(legibleFills(fills, '#181b1f')).toEqual(fills);
});

it('makes a colour that is text as dark or light as it takes to be read, and leaves others', () => {
  expect(wcagContrast(legibleText('#ff9830', '#ffffff'), '#ffffff')).toBeGreaterThanOrEqual(4.5);
  expect(wcagContrast(legibleText('#1f60c4', '#181b1f'), '#181b1f')).toBeGreaterThanOrEqual(4.5);
  expect(legibleText('#73bf69', '#181b1f')).toBe('#73bf69');
  expect(legibleText('inherit', '#181b1f')).toBe('inherit');
});
