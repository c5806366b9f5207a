import { LoadingState, type PanelData } from '@grafana/data';
import { locationService } from '@grafana/runtime';
import { fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { answer, fleet, focusCell, focused, legend, panel, said } from './testdata/panel';

// jsdom has no canvas; what is painted is tested where it is painted.
jest.mock('../paint/CellLayer', () => ({ CellLayer: jest.fn(() => ({ paint: jest.fn() })) }));
jest.mock('../paint/MarkLayer', () => ({ MarkLayer: jest.fn(() => ({ paint: jest.fn() })) }));

describe('the map in words', () => {
  it('announces what is shown', () => {
    render(panel(answer([fleet()])));
    expect(screen.getByRole('status')).toHaveTextContent('3 nodes, grouped by region: 1 Failed, 2 Compliant.');
  });

  it('filters by the legend', async () => {
    render(panel(answer([fleet()])));
    const [failed, compliant] = ['✕ Failed 1', '✓ Compliant 2'].map((name) => legend().getByRole('button', { name }));
    expect(compliant).toHaveAttribute('aria-pressed', 'true');
    await userEvent.click(failed);
    expect(compliant).toHaveAttribute('aria-pressed', 'false');
    expect(screen.getByRole('status')).toHaveTextContent('Hidden: Compliant.');
    failed.focus();
    await userEvent.keyboard('{Control>}{Enter}{/Control}');
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

  it('goes by Enter to the only node that the search finds, and opens its menu', async () => {
    render(panel(answer([fleet()])));
    await userEvent.type(screen.getByPlaceholderText('Search nodes'), 'db{Enter}');
    expect(screen.getByRole('menuitem', { name: 'Show node' })).toHaveAttribute('href', expect.stringContaining('i-3'));
    await userEvent.keyboard('{Escape}');
    expect(focused()).toBe('<b>db</b>; Compliant; us-east-1');
  });

  it('goes by Enter to the first of several, and to no hidden one', async () => {
    render(panel(answer([fleet()])));
    const search = screen.getByPlaceholderText('Search nodes');
    await userEvent.type(search, 'e{Enter}');
    expect(focused()).toBe('web-1; Failed; eu-west-1');
    expect(screen.queryByRole('menuitem')).not.toBeInTheDocument();
    await userEvent.click(legend().getByRole('button', { name: '✓ Compliant 2' }));
    await userEvent.type(search, '{Enter}');
    expect(focused()).toBe('web-2; Compliant; eu-west-1');
    await userEvent.type(search, 'nothing{Enter}');
    expect(search).toHaveFocus();
  });

  it('opens the menu of the only hit where its group is one tile', async () => {
    render(panel(answer([fleet()])));
    focusCell('web-2; Compliant; eu-west-1');
    await userEvent.keyboard('{Enter}');
    await userEvent.click(screen.getByRole('menuitem', { name: 'Collapse eu-west-1' }));
    await userEvent.type(screen.getByPlaceholderText('Search nodes'), 'web-2{Enter}');
    expect(screen.getByRole('menuitem', { name: 'Show node' })).toHaveAttribute('href', expect.stringContaining('i-2'));
  });

  it('is a table, too, of the nodes that are left', async () => {
    render(panel(answer([fleet()])));
    await userEvent.click(legend().getByRole('button', { name: '✕ Failed 1' }));
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
    focusCell('web-1; Failed; eu-west-1');
    await userEvent.keyboard('{ArrowRight}');
    expect(focused()).toBe('web-2; Compliant; eu-west-1');
    await userEvent.keyboard('{PageDown}');
    expect(focused()).toBe('<b>db</b>; Compliant; us-east-1');
    await userEvent.keyboard('{Home}');
    expect(focused()).toBe('web-1; Failed; eu-west-1');
  });

  it('opens the links of a node with Enter, and Escape leaves', async () => {
    render(panel(answer([fleet()])));
    focusCell('web-1; Failed; eu-west-1');
    await userEvent.keyboard('{Enter}');
    const link = screen.getByRole('menuitem', { name: 'Show node' });
    expect(link).toHaveAttribute('href', expect.stringContaining('/d/onepane-node'));
    await userEvent.keyboard('{Escape}');
    expect(screen.queryByRole('menuitem')).not.toBeInTheDocument();
    focusCell('web-1; Failed; eu-west-1');
    await userEvent.keyboard('{Escape}');
    expect(document.activeElement).not.toHaveAttribute('role', 'gridcell');
  });

  it('zooms into a group and back', async () => {
    render(panel(answer([fleet()])));
    focusCell('web-1; Failed; eu-west-1');
    await userEvent.keyboard('{Enter}');
    await userEvent.click(screen.getByRole('menuitem', { name: 'Zoom into eu-west-1' }));
    expect(screen.getByRole('grid')).toHaveAttribute('aria-rowcount', '1');
    const path = within(screen.getByRole('navigation', { name: 'Groups' }));
    await userEvent.click(path.getByRole('button', { name: 'All nodes' }));
    expect(screen.getByRole('grid')).toHaveAttribute('aria-rowcount', '2');
  });

  it('brings the cell in focus into view where the map is magnified, and leads back to all of it', async () => {
    render(panel(answer([fleet()])));
    const canvas = screen.getByTestId('fleet map canvas');
    fireEvent.wheel(canvas, { deltaY: -600, clientX: 790, clientY: 590, ctrlKey: true });
    const cell = focusCell('web-1; Failed; eu-west-1');
    const { left, width } = cell.style;
    expect(parseFloat(left) + parseFloat(width) / 2).toBeCloseTo(400);
    await userEvent.click(screen.getByRole('button', { name: 'Reset zoom' }));
    expect(cell).toHaveStyle({ left: '0px' });
    expect(screen.queryByRole('button', { name: 'Reset zoom' })).not.toBeInTheDocument();
  });

  it('sets a template variable to the node that is opened', async () => {
    const partial = jest.spyOn(locationService, 'partial').mockImplementation();
    render(panel(answer([fleet()]), { selectionVariable: 'node' }));
    focusCell('web-1; Failed; eu-west-1');
    await userEvent.keyboard('{Enter}');
    expect(partial).toHaveBeenCalledWith({ 'var-node': 'i-1' }, true);
  });
});

describe('states', () => {
  const targets = [{ refId: 'A' }];
  const request = { targets } as PanelData['request'];

  it.each<[string, Partial<PanelData>, string]>([
    ['no query', { request: { targets: [] as unknown } as PanelData['request'] }, 'This panel has no query'],
    ['no rows', { request }, 'No nodes: the query returned no rows.'],
    [
      'every query disabled',
      { request: { targets: [{ hide: true }] } as PanelData['request'] },
      'Every query of this panel is disabled',
    ],
    ['an error', { request, errors: [{ message: 'AccessDenied' }] }, 'The query failed: AccessDenied'],
    [
      'an error of one of several',
      { request, errors: [{ refId: 'B', message: 'timeout' }] },
      'Query B failed: timeout',
    ],
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

  it('places nodes anew when all are read or another order is chosen, and else leaves them where they are', () => {
    const firstCell = () => screen.getAllByRole('gridcell')[0].getAttribute('aria-label');
    const meta = { custom: { progress: { read: 12, expected: 40 } } };
    const [web1, web2] = [
      { patchStatus: ['failed', 'compliant', 'compliant'] },
      { patchStatus: ['compliant', 'failed', 'compliant'] },
    ];
    const { rerender } = render(panel(answer([fleet(meta, web1)], { state: LoadingState.Streaming })));
    expect(firstCell()).toMatch(/^web-1; Failed/);
    rerender(panel(answer([fleet({}, web2)])));
    expect(firstCell()).toMatch(/^web-2; Failed/);
    rerender(panel(answer([fleet({}, web1)])));
    expect(firstCell()).toMatch(/^web-2; Compliant/);
    rerender(panel(answer([fleet({}, web1)]), { orderBy: 'name' }));
    expect(firstCell()).toMatch(/^web-1; Failed/);
  });

  it('says what is missing beside the nodes that there are, not what the frames merely inform of', async () => {
    const notices = [
      { severity: 'warning' as const, text: '1 of 9 targets failed: us-east-1' },
      { severity: 'info' as const, text: 'Read from the cache.' },
    ];
    render(panel(answer([fleet({ notices })], { errors: [{ refId: 'B', message: 'timeout' }] })));
    expect(screen.getByRole('grid', { name: '3 nodes' })).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: /^Query B failed: timeout/ }));
    expect(screen.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual([
      'Query B failed: timeout',
      '1 of 9 targets failed: us-east-1',
    ]);
  });

  it('says nothing again while a refresh is under way, and nothing new where nothing has changed', async () => {
    const { rerender } = render(panel(answer([fleet()])));
    const before = said();
    const words = jest.fn();
    const observer = new MutationObserver(words);
    observer.observe(screen.getByRole('status'), { childList: true, characterData: true, subtree: true });
    rerender(panel(answer([fleet()], { state: LoadingState.Loading })));
    rerender(panel(answer([fleet()])));
    await waitFor(() => expect(said()).toBe(before));
    expect(words).not.toHaveBeenCalled();
    rerender(panel(answer([fleet(undefined, { patchStatus: ['compliant', 'compliant', 'compliant'] })])));
    await waitFor(() => expect(words).toHaveBeenCalled());
    expect(said()).toContain('3 Compliant');
    observer.disconnect();
  });

  it('shows names as they are written, whatever they say', () => {
    render(panel(answer([fleet()])));
    expect(document.querySelector('b')).toBeNull();
  });
});
