import { cleanup, render, screen, within } from '@testing-library/react';
import { readMapInput } from '../data/mapInput';
import { readNodeTable } from '../data/nodeTable';
import { DEFAULT_OPTIONS, type FleetMapOptions } from '../options';
import { panelFrames, theme } from '../testdata/panelFrames';
import { NodesTable } from './NodesTable';
import { fleet } from './testdata/panel';

const nodes = fleet(undefined, { patchStatus: ['compliant', 'failed', 'unheard of'] });
const age = { name: 'age', values: [60, 7200, null], config: { displayName: 'Patch age', unit: 's' } };
const { table } = readNodeTable(panelFrames([{ ...nodes, fields: [...nodes.fields, age] }]), undefined)!;
const ALL = { seen: { hidden: new Set<number>() }, inside: undefined };

function setUp(state: Partial<Parameters<typeof NodesTable>[0]['state']> = {}, options: Partial<FleetMapOptions> = {}) {
  const data = readMapInput(table, { ...DEFAULT_OPTIONS, ...options }, theme, '#000000');
  render(<NodesTable data={data} state={{ ...ALL, ...state }} width={1200} height={300} />);
  return within(screen.getByRole('table', { name: 'Nodes' }));
}
const names = (shown: ReturnType<typeof setUp>) =>
  shown.getAllByText(/^(web-\d|<b>db<\/b>)$/).map(({ textContent }) => textContent);

it('says first who the nodes are and how, with names, units and words as the panel has them', () => {
  const shown = setUp();
  expect(shown.getAllByRole('columnheader').map(({ textContent }) => textContent)).toEqual([
    'nodeId',
    'name',
    'patchStatus',
    'region',
    'Patch age',
  ]);
  expect(shown.getByText('2 hours')).toBeInTheDocument();
  expect(shown.getByText('<b>db</b>')).toBeInTheDocument();
});

it('has the nodes that legend, search and zoom let through', () => {
  const matches = Uint8Array.from([1, 1, 0]);
  expect(names(setUp({ seen: { hidden: new Set([0]), matches }, inside: Uint8Array.from([1, 0, 1]) }))).toEqual([
    'web-1',
  ]);
});

it('begins with the worst, or in the order that the options choose', () => {
  expect(names(setUp())).toEqual(['web-2', 'web-1', '<b>db</b>']);
  cleanup();
  expect(names(setUp({}, { orderBy: 'nodeId', orderDescending: true }))).toEqual(['<b>db</b>', 'web-2', 'web-1']);
});

it('shows statuses in their colours, and none where a value has no mapping', () => {
  const shown = setUp();
  const colorOf = (text: string) => shown.getByText(text).closest<HTMLElement>('[role="cell"]')!;
  const red = theme.visualization.getColorByName('red');
  expect(getComputedStyle(colorOf('✕ Failed')).color).toBe(rgb(red));
  expect(getComputedStyle(colorOf('unheard of')).color).toBe(getComputedStyle(colorOf('us-east-1')).color);
});

const rgb = (hex: string) => `rgb(${[1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16)).join(', ')})`;
