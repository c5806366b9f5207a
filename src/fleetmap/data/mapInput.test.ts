import { FieldType, MappingType, ThresholdsMode } from '@grafana/data';
import { DEFAULT_OPTIONS, type FleetMapOptions } from '../options';
import { panelFrames, theme } from '../testdata/panelFrames';
import { aboutTwins, readMapInput } from './mapInput';
import { readNodeTable } from './nodeTable';

const statusMapping = {
  type: MappingType.ValueToText as const,
  options: {
    failed: { text: '✕ Failed', color: 'red', index: 0 },
    unknown: { text: '? Unknown', color: '#a2a4ab', index: 1 },
    neverReported: { text: '– No report', color: '#73757c', index: 2 },
    compliant: { text: '✓ Compliant', color: 'green', index: 3 },
  },
};

const nodes = (overrides: Record<string, unknown[]> = {}) => {
  const values: Record<string, unknown[]> = {
    nodeId: ['i-1', 'i-2', 'mi-3', 'mi-4'],
    name: ['web-1', 'web-2', '', 'db-1'],
    accountName: ['prod', 'prod', 'stage', 'stage'],
    region: ['eu-west-1', 'us-east-1', 'eu-west-1', null],
    patchStatus: ['compliant', 'failed', 'unknown', 'neverReported'],
    missingCount: [0, 12, null, 3],
    ...overrides,
  };
  return panelFrames([
    {
      refId: 'A',
      fields: Object.entries(values).map(([name, column]) => ({
        name,
        values: column,
        type: name.endsWith('Count') ? FieldType.number : FieldType.string,
        config: name === 'patchStatus' ? { mappings: [statusMapping] } : {},
      })),
    },
  ]);
};

function read(frames = nodes(), options: Partial<FleetMapOptions> = {}) {
  const all = { ...DEFAULT_OPTIONS, ...options };
  return readMapInput(readNodeTable(frames, all.identity)!.table, all, theme, theme.colors.background.primary);
}

describe('frames of the data source, with nothing chosen', () => {
  const { input, complaints } = read();

  it('are identified, labelled and grouped by account and Region', () => {
    expect(complaints).toEqual([]);
    expect(input.ids).toEqual(['i-1', 'i-2', 'mi-3', 'mi-4']);
    expect(input.labels).toEqual(['web-1', 'web-2', 'mi-3', 'db-1']);
    expect(input.levels.map(({ label, names, codes }) => [label, names, [...codes]])).toEqual([
      ['accountName', ['prod', 'stage'], [0, 0, 1, 1]],
      ['region', ['eu-west-1', 'us-east-1', 'No region'], [0, 1, 0, 2]],
    ]);
  });

  it('are filled by their patch status, the worst first, in words, colours and patterns', () => {
    expect(input.fills.map(({ text, pattern }) => [text, pattern])).toEqual([
      ['✕ Failed', 'solid'],
      ['? Unknown', 'hatched'],
      ['– No report', 'dotted'],
      ['✓ Compliant', 'solid'],
    ]);
    expect(input.fills[0].color).toBe(theme.visualization.getColorByName('red').toLowerCase());
    expect([...input.fillOf]).toEqual([3, 0, 1, 2]);
  });

  it('are ordered with the worst first', () => {
    expect([...input.order!]).toEqual([3, 0, 1, 2]);
  });
});

it('takes fields by their name, sorts numbers and leaves those without a value to the end', () => {
  const { input } = read(nodes(), { groupBy: ['patchStatus'], orderBy: 'missingCount', orderDescending: true });
  expect(input.levels.map(({ names }) => names)).toEqual([['✓ Compliant', '✕ Failed', '? Unknown', '– No report']]);
  expect([...input.order!]).toEqual([2, 0, 3, 1]);
});

it('sorts names as people count', () => {
  const { input } = read(nodes({ name: ['web-10', 'web-9', 'web-1', 'web-2'] }), { orderBy: 'name' });
  expect([...input.order!]).toEqual([3, 2, 0, 1]);
});

describe('fill by a number', () => {
  const filled = (config: object, values: unknown[] = [10, 95, NaN, 80]) =>
    read(
      panelFrames([
        {
          fields: [
            { name: 'host', values: ['a', 'b', 'c', 'd'] },
            { name: 'cpu', type: FieldType.number, values, config },
          ],
        },
      ]),
      { fillBy: 'cpu' }
    ).input;
  const thresholds = {
    mode: ThresholdsMode.Absolute,
    steps: [
      { value: -Infinity, color: 'green' },
      { value: 80, color: 'orange' },
      { value: 90, color: 'red' },
    ],
  };

  it('goes by its thresholds, and no number is no good news', () => {
    const { fills, fillOf } = filled({ unit: 'percent', color: { mode: 'thresholds' }, thresholds });
    expect(fills.map(({ text }) => text)).toEqual(['90% or more', '80% to 90%', 'below 80%', 'No cpu']);
    expect(fills[3].pattern).toBe('hatched');
    expect([...fillOf]).toEqual([2, 0, 3, 1]);
  });

  it('goes by a colour scheme in steps over its range', () => {
    const { fills, fillOf } = filled({ min: 0, max: 80, color: { mode: 'continuous-GrYlRd' } }, [0, 80, 10, 79]);
    expect(fills.map(({ text }) => text)).toEqual(['70 to 80', '10 to 20', '0 to 10']);
    expect(new Set(fills.map(({ color }) => color)).size).toBe(3);
    expect([...fillOf]).toEqual([2, 0, 1, 0]);
  });

  it('goes by value mappings where they name the numbers', () => {
    const mapping = {
      type: MappingType.ValueToText,
      options: { 0: { text: 'Down', color: 'red', index: 0 }, 1: { text: 'Up', color: 'green', index: 1 } },
    };
    const { fills, fillOf } = filled({ mappings: [mapping] }, [1, 0, null, 1]);
    expect(fills.map(({ text }) => text)).toEqual(['Down', 'Up', 'No cpu']);
    expect([...fillOf]).toEqual([1, 0, 2, 1]);
  });
});

it('gives texts without mappings a colour each, and never the green of the base threshold to all', () => {
  const { input } = read(nodes(), { fillBy: 'region' });
  expect(input.fills.map(({ text }) => text)).toEqual(['eu-west-1', 'No region', 'us-east-1']);
  expect(new Set(input.fills.map(({ color }) => color)).size).toBe(3);
});

describe('bad input is told in words and breaks nothing', () => {
  it('a field that no longer exists', () => {
    const { complaints, input } = read(nodes(), { fillBy: 'gone', groupBy: ['gone too'] });
    expect(complaints).toEqual([
      expect.stringContaining('Group by: the data has no field "gone too"'),
      expect.stringContaining('Colour by: the data has no field "gone"'),
    ]);
    expect(input.levels).toEqual([]);
    expect(input.fills[0].text).toBe('✕ Failed');
  });

  it('sizes that are all zero or negative', () => {
    const { complaints } = read(nodes({ missingCount: [0, -1, null, NaN] }), { sizeBy: 'missingCount' });
    expect(complaints).toEqual(['Size by: "missingCount" has no value above 0, so all cells are the same size.']);
  });

  it('a size that is no number', () => {
    const { complaints, input } = read(nodes(), { sizeBy: 'name' });
    expect(input.sizes).toBeUndefined();
    expect(complaints[0]).toContain('"name" holds no numbers');
  });

  it('ids that are doubled or absent', () => {
    const map = read(nodes({ nodeId: ['i-1', 'i-1', null, 'i-4'] }));
    expect(map.input.ids).toEqual(['i-1', 'i-1', 'row 3', 'i-4']);
    expect(map.complaints).toEqual(['1 row has no nodeId and is identified by row number.']);
    expect(aboutTwins(map)).toEqual(['1 row has the same nodeId as an earlier row: each has a cell of its own.']);
  });

  it('more fill values than colours', () => {
    const many = Array.from({ length: 5000 }, (_, node) => `i-${node}`);
    const frames = panelFrames([
      {
        fields: [
          { name: 'nodeId', values: many },
          { name: 'owner', values: many },
        ],
      },
    ]);
    const { input, complaints } = read(frames, { fillBy: 'owner' });
    expect(input.fills).toHaveLength(50);
    expect(input.fills.at(-1)!.text).toBe('4,951 other values');
    expect(complaints[0]).toContain('"owner" has 5,000 values');
  });

  it('more than three levels', () => {
    const { input, complaints } = read(nodes(), { groupBy: ['accountName', 'region', 'patchStatus', 'name'] });
    expect(input.levels).toHaveLength(3);
    expect(complaints).toEqual(['Group by: only the first 3 of 4 fields are used.']);
  });

  it('rows with nothing to name them', () => {
    const { input, complaints } = read(
      panelFrames([{ fields: [{ name: 'v', type: FieldType.number, values: [1, 2] }] }])
    );
    expect(input.ids).toEqual(['row 1', 'row 2']);
    expect(complaints[0]).toContain('no text field that could name the nodes');
  });
});
