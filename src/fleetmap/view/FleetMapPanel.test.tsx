import {
  EventBusSrv,
  getDefaultTimeRange,
  LoadingState,
  MappingType,
  type PanelData,
  type PanelProps,
} from '@grafana/data';
import { locationService } from '@grafana/runtime';
import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { DEFAULT_OPTIONS, type FleetMapOptions } from '../options';
import { panelFrames } from '../testdata/panelFrames';
import FleetMapPanel from './FleetMapPanel';

// jsdom has no canvas; what is painted is tested where it is painted.
jest.mock('../paint/CellLayer', () => ({ CellLayer: jest.fn(() => ({ paint: jest.fn() })) }));
jest.mock('../paint/MarkLayer', () => ({ MarkLayer: jest.fn(() => ({ paint: jest.fn() })) }));

const mapping = {
  type: MappingType.ValueToText as const,
  options: {
    failed: { text: '✕ Failed', color: 'red', index: 0 },
    compliant: { text: '✓ Compliant', color: 'green', index: 1 },
  },
};

const fleet = (meta?: object) => ({
  refId: 'A',
  meta,
  fields: [
    {
      name: 'nodeId',
      values: ['i-1', 'i-2', 'i-3'],
      config: { links: [{ title: 'Show node', url: '/d/onepane-node?var-node=${__value.raw}' }] },
    },
    { name: 'name', values: ['web-1', 'web-2', '<b>db</b>'] },
    { name: 'region', values: ['eu-west-1', 'eu-west-1', 'us-east-1'] },
    { name: 'patchStatus', values: ['failed', 'compliant', 'compliant'], config: { mappings: [mapping] } },
  ],
});

const answer = (parts: Parameters<typeof panelFrames>[0], more: Partial<PanelData> = {}): PanelData => ({
  state: LoadingState.Done,
  series: panelFrames(parts),
  timeRange: getDefaultTimeRange(),
  ...more,
});

function panel(data: PanelData, options: Partial<FleetMapOptions> = {}, size = { width: 800, height: 600 }) {
  const props = {
    data,
    options: { ...DEFAULT_OPTIONS, ...options },
    ...size,
    replaceVariables: (text: string) => text.replace('${node:raw}', 'i-2'),
    eventBus: new EventBusSrv(),
  } as unknown as PanelProps<FleetMapOptions>;
  return <FleetMapPanel {...props} />;
}

const legend = () => within(screen.getByRole('group', { name: 'Legend' }));
const focused = () => document.activeElement?.getAttribute('aria-label');

describe('the map in words', () => {
  it('announces what is shown', () => {
    render(panel(answer([fleet()])));
    expect(screen.getByRole('status')).toHaveTextContent('3 nodes, grouped by region: 1 Failed, 2 Compliant.');
  });

  it('filters by the legend', async () => {
    render(panel(answer([fleet()])));
    const compliant = legend().getByRole('button', { name: '✓ Compliant 2' });
    expect(compliant).toHaveAttribute('aria-pressed', 'true');
    await userEvent.click(compliant);
    expect(compliant).toHaveAttribute('aria-pressed', 'false');
    expect(screen.getByRole('status')).toHaveTextContent('Hidden: Compliant.');
    await userEvent.click(legend().getByRole('button', { name: '✕ Failed 1' }));
    expect(screen.getByText(/All nodes are hidden by the legend/)).toBeInTheDocument();
    await userEvent.click(legend().getByRole('button', { name: 'Show all' }));
    expect(compliant).toHaveAttribute('aria-pressed', 'true');
  });

  it('counts what the search finds', async () => {
    render(panel(answer([fleet()])));
    await userEvent.type(screen.getByPlaceholderText('Search nodes'), 'WEB-');
    expect(await screen.findByText('2 of 3 nodes')).toBeInTheDocument();
    await userEvent.type(screen.getByPlaceholderText('Search nodes'), 'x');
    expect(await screen.findByText('No node matches')).toBeInTheDocument();
  });

  it('is a table, too, of the nodes that are left', async () => {
    render(panel(answer([fleet()])));
    await userEvent.click(legend().getByRole('button', { name: '✓ Compliant 2' }));
    await userEvent.click(screen.getByRole('radio', { name: 'Table' }));
    const table = screen.getByRole('table');
    expect(within(table).getByText('web-1')).toBeInTheDocument();
    expect(within(table).queryByText('web-2')).not.toBeInTheDocument();
  });
});

describe('the grid for keys and assistive technology', () => {
  it('has one stop, and arrows lead from node to node and from group to group', async () => {
    render(panel(answer([fleet()])));
    const grid = screen.getByRole('grid');
    expect(grid).toHaveAttribute('aria-rowcount', '2');
    expect(
      within(grid)
        .getAllByRole('gridcell')
        .filter(({ tabIndex }) => tabIndex === 0)
    ).toHaveLength(1);
    within(grid).getByRole('gridcell', { name: 'web-1; Failed; eu-west-1' }).focus();
    await userEvent.keyboard('{ArrowRight}');
    expect(focused()).toBe('web-2; Compliant; eu-west-1');
    await userEvent.keyboard('{PageDown}');
    expect(focused()).toBe('<b>db</b>; Compliant; us-east-1');
    await userEvent.keyboard('{Home}');
    expect(focused()).toBe('web-1; Failed; eu-west-1');
  });

  it('opens the links of a node with Enter, and Escape leaves', async () => {
    render(panel(answer([fleet()])));
    screen.getByRole('gridcell', { name: 'web-1; Failed; eu-west-1' }).focus();
    await userEvent.keyboard('{Enter}');
    const link = screen.getByRole('menuitem', { name: 'Show node' });
    expect(link).toHaveAttribute('href', expect.stringContaining('/d/onepane-node'));
    await userEvent.keyboard('{Escape}');
    expect(screen.queryByRole('menuitem')).not.toBeInTheDocument();
    screen.getByRole('gridcell', { name: 'web-1; Failed; eu-west-1' }).focus();
    await userEvent.keyboard('{Escape}');
    expect(document.activeElement).not.toHaveAttribute('role', 'gridcell');
  });

  it('zooms into a group and back', async () => {
    render(panel(answer([fleet()])));
    screen.getByRole('gridcell', { name: 'web-1; Failed; eu-west-1' }).focus();
    await userEvent.keyboard('{Enter}');
    await userEvent.click(screen.getByRole('menuitem', { name: 'Zoom into eu-west-1' }));
    expect(screen.getByRole('grid')).toHaveAttribute('aria-rowcount', '1');
    const path = within(screen.getByRole('navigation', { name: 'Groups' }));
    await userEvent.click(path.getByRole('button', { name: 'All nodes' }));
    expect(screen.getByRole('grid')).toHaveAttribute('aria-rowcount', '2');
  });

  it('sets a template variable to the node that is opened', async () => {
    const partial = jest.spyOn(locationService, 'partial').mockImplementation();
    render(panel(answer([fleet()]), { selectionVariable: 'node' }));
    screen.getByRole('gridcell', { name: 'web-1; Failed; eu-west-1' }).focus();
    await userEvent.keyboard('{Enter}');
    expect(partial).toHaveBeenCalledWith({ 'var-node': 'i-1' }, true);
  });
});

describe('states', () => {
  const targets = [{ refId: 'A' }];
  const request = { targets } as PanelData['request'];

  it.each<[string, Partial<PanelData>, string]>([
    ['no query', { request: { targets: [] as unknown } as PanelData['request'] }, 'This panel has no query'],
    ['no rows', { request }, 'No nodes: the query answered with no rows.'],
    ['an error', { request, errors: [{ message: 'AccessDenied' }] }, 'The query failed: AccessDenied'],
    ['loading', { request, state: LoadingState.Loading }, 'Loading nodes'],
  ])('%s', (_, more, words) => {
    render(panel(answer([], more)));
    expect(screen.getByRole('status')).toHaveTextContent(words);
  });

  it('no rows, for a reason that the data gives', () => {
    const meta = { notices: [{ severity: 'warning' as const, text: '1 of 1 targets failed: eu-west-1' }] };
    render(panel(answer([{ meta, fields: [{ name: 'nodeId', values: [] }] }], { request })));
    expect(screen.getByRole('status')).toHaveTextContent('1 of 1 targets failed: eu-west-1');
  });

  it('keeps the last picture while the next is loading, with its progress', () => {
    const { rerender } = render(panel(answer([fleet()])));
    rerender(panel(answer([], { state: LoadingState.Loading })));
    expect(screen.getByRole('grid', { name: /^3 nodes/ })).toBeInTheDocument();
    const meta = { custom: { progress: { read: 12, expected: 40 } } };
    rerender(panel(answer([fleet(meta)], { state: LoadingState.Streaming })));
    expect(screen.getByText('Loading: 12 of 40 read')).toBeInTheDocument();
  });

  it('says what is missing beside the nodes that there are', () => {
    const meta = { notices: [{ severity: 'warning' as const, text: '1 of 9 targets failed: us-east-1' }] };
    render(panel(answer([fleet(meta)], { errors: [{ refId: 'B', message: 'timeout' }] })));
    expect(screen.getByText('Query B failed: timeout')).toBeInTheDocument();
    expect(screen.getByText('and 1 more')).toBeInTheDocument();
    expect(screen.getByRole('grid')).toBeInTheDocument();
  });

  it('fits the smallest panel', () => {
    render(panel(answer([fleet()]), {}, { width: 40, height: 30 }));
    expect(screen.queryByRole('group', { name: 'Legend' })).not.toBeInTheDocument();
    expect(screen.getByRole('grid', { name: /^3 nodes/ })).toBeInTheDocument();
  });

  it('shows names as they are written, whatever they say', () => {
    render(panel(answer([fleet()])));
    expect(document.querySelector('b')).toBeNull();
  });
});
