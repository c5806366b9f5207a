import { FieldType, LoadingState, type PanelData } from '@grafana/data';
import { render, screen, within, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { answer, fleet, focusCell, legend, panel, said } from './testdata/panel';

// jsdom has no canvas; what is painted is tested where it is painted.
jest.mock('../paint/CellLayer', () => ({ CellLayer: jest.fn(() => ({ paint: jest.fn() })) }));
jest.mock('../paint/MarkLayer', () => ({ MarkLayer: jest.fn(() => ({ paint: jest.fn() })) }));

const grid = () => screen.getByRole('grid');

describe('options that the data does not bear', () => {
  it('a field that no longer exists, in every option', () => {
    const gone = { identity: 'a', label: 'b', groupBy: ['c'], fillBy: 'd', sizeBy: 'e', orderBy: 'f' };
    render(panel(answer([fleet()]), gone));
    expect(grid()).toHaveAccessibleName('3 nodes');
    for (const [part, name] of [
      ['Identity', 'a'],
      ['Label', 'b'],
      ['Group by', 'c'],
      ['Colour by', 'd'],
      ['Size by', 'e'],
      ['Order by', 'f'],
    ]) {
      expect(said()).toContain(`${part}: the data has no field "${name}". It has nodeId, name`);
    }
  });

  it('four levels of groups', () => {
    render(panel(answer([fleet()]), { groupBy: ['region', 'patchStatus', 'name', 'nodeId'] }));
    expect(said()).toContain('Group by: only the first 3 of 4 fields are used.');
  });

  it('a group field that was emptied goes back to what the panel chooses, and no groups are asked for by name', () => {
    const { rerender } = render(panel(answer([fleet()]), { groupBy: [] }));
    expect(said()).toContain('grouped by region');
    rerender(panel(answer([fleet()]), { groupBy: ['region'], grouped: false }));
    expect(said()).not.toContain('grouped by');
    expect(grid()).toHaveAttribute('aria-rowcount', '1');
  });

  it('a variable that the dashboard does not have', async () => {
    render(panel(answer([fleet()]), { selectionVariable: 'nod' }));
    expect(said()).toContain('Selection variable: the dashboard has no variable "nod".');
  });
});

describe('values', () => {
  it('that are 50,000 groups', () => {
    const ids = Array.from({ length: 50_000 }, (_, node) => `i-${node}`);
    const columns = { nodeId: ids, name: ids, region: ids, patchStatus: ids.map(() => 'failed') };
    render(panel(answer([fleet(undefined, columns)])));
    expect(said()).toContain('50,000 groups are too small for a box of their own: zoom in, or group by a field');
  });

  it('that are 5,000 categories to fill by', () => {
    const ids = Array.from({ length: 5_000 }, (_, node) => `i-${node}`);
    const columns = { nodeId: ids, name: ids, region: ids.map(() => 'eu'), patchStatus: ids };
    render(panel(answer([fleet(undefined, columns)])));
    expect(said()).toContain('"patchStatus" has 5,000 values. The 49 most frequent have a colour each');
    expect(legend().getByRole('button', { name: '4,951 other values 4,951' })).toBeInTheDocument();
  });

  it('that are no sizes', () => {
    const frame = fleet();
    const sizes = { name: 'size', type: FieldType.number, values: [0, -3, NaN] };
    render(panel(answer([{ ...frame, fields: [...frame.fields, sizes] }]), { sizeBy: 'size' }));
    expect(said()).toContain('Size by: "size" has no value above 0, so all cells are the same size.');
  });

  it('that are null and NaN', () => {
    const cpu = { name: 'cpu', type: FieldType.number, values: [null, NaN, 95] };
    render(panel(answer([{ fields: [...fleet().fields, cpu] }]), { fillBy: 'cpu' }));
    expect(legend().getByRole('button', { name: 'No cpu 2' })).toBeInTheDocument();
  });

  it('of which all are unknown', () => {
    render(panel(answer([fleet(undefined, { patchStatus: ['unknown', null, 'Unknown'] })])));
    expect(said()).toContain('patchStatus of all 3 nodes is unknown.');
    expect(screen.getByRole('button', { name: /patchStatus of all 3 nodes is unknown/ })).toBeInTheDocument();
  });

  it('that are ids of several rows: keys lead through all of them', async () => {
    render(panel(answer([fleet(undefined, { nodeId: ['i-1', 'i-1', 'i-1'], region: ['eu', 'eu', 'eu'] })])));
    await waitFor(() =>
      expect(said()).toContain('2 rows have the same nodeId as an earlier row: each has a cell of its own.')
    );
    focusCell('web-1; Failed; eu');
    await userEvent.keyboard('{ArrowRight}{ArrowRight}');
    expect(document.activeElement).toHaveAccessibleName('<b>db</b>; Compliant; eu');
  });

  it('that are 10 kB long leave room for what stands behind them', async () => {
    const long = (sign: string) => [0, 1, 2].map(() => sign.repeat(10_000));
    render(panel(answer([fleet(undefined, { name: long('n'), region: long('r') })])));
    const cell = focusCell();
    expect(cell.getAttribute('aria-label')).toMatch(/^n{120}…; Failed; r{120}…$/);
    await userEvent.keyboard('{Enter}');
    expect(screen.getByRole('menuitem', { name: /^Zoom into r{120}…$/ })).toBeInTheDocument();
    expect(document.body.textContent).not.toMatch(/n{200}|r{200}/);
  });

  it('that are HTML stay text in card, legend, menu, path, table and for assistive technology', async () => {
    const html = '<img src=x onerror=alert(1)>';
    const all = [html, html, html];
    render(panel(answer([fleet(undefined, { nodeId: all, name: all, region: all, patchStatus: all })])));
    expect(legend().getByRole('button', { name: `${html} 3` })).toBeInTheDocument();
    expect(focusCell()).toHaveAccessibleName(`${html}; ${html}; ${html}`);
    expect(screen.getAllByRole('definition', { hidden: true })[0]).toHaveTextContent(html);
    await userEvent.keyboard('{Enter}');
    await userEvent.click(screen.getByRole('menuitem', { name: `Zoom into ${html}` }));
    expect(screen.getByRole('navigation', { name: 'Groups' })).toHaveTextContent(html);
    await userEvent.click(screen.getByRole('radio', { name: 'Table' }));
    expect(within(screen.getByRole('table')).getAllByText(html).length).toBeGreaterThan(0);
    expect(document.querySelector('img')).toBeNull();
  });

  it('that are objects and lists', () => {
    const other = (name: string, values: unknown[]) => ({ name, values, type: FieldType.other });
    const fields = [
      other('nodeId', [{ id: 1 }, { id: 2 }, { id: 2 }]),
      other('tags', [['a'], ['b'], ['a']]),
      { name: 'region', values: ['eu', 'eu', 'eu'] },
    ];
    render(panel(answer([{ fields }]), { fillBy: 'tags' }));
    expect(document.body.textContent).not.toContain('[object Object]');
    expect(screen.getAllByRole('gridcell')[0]).toHaveAccessibleName(/\{"id":1\}/);
    expect(legend().getByRole('button', { name: '["a"] 2' })).toBeInTheDocument();
  });
});

describe('frames', () => {
  it('without a text field', () => {
    render(panel(answer([{ fields: [{ name: 'cpu', type: FieldType.number, values: [1, 2] }] }])));
    expect(said()).toContain('The data has no text field that could name the nodes');
    expect(grid()).toHaveAccessibleName('2 nodes');
  });

  it('with nothing to fill by', () => {
    render(panel(answer([{ fields: [{ name: 'host', values: ['a', 'b'] }] }])));
    expect(said()).toContain('Colour by: the data has no field left to colour nodes by');
  });

  it('with one row', () => {
    render(panel(answer([{ fields: [{ name: 'host', values: ['a'] }] }])));
    expect(grid()).toHaveAccessibleName('1 node');
    expect(focusCell()).toHaveAccessibleName('a; Node');
  });

  it('with no rows, because variables or filters leave none', () => {
    const request = { targets: [{ refId: 'A' }] } as PanelData['request'];
    const none = fleet(undefined, { nodeId: [], name: [], region: [], patchStatus: [] });
    const { rerender } = render(panel(answer([none], { request })));
    expect(said()).toContain("Widen the query's filters, the dashboard's variables or its time range.");
    const meta = { notices: [{ severity: 'info' as const, text: 'None of the 300 rows matches the filters.' }] };
    rerender(panel(answer([{ ...none, meta }], { request })));
    expect(said()).toBe('No nodes: the query returned no rows. None of the 300 rows matches the filters.');
  });

  it('of one query while the other fails', () => {
    const failure = { refId: 'B', message: 'AccessDenied' };
    render(panel(answer([fleet()], { state: LoadingState.Error, error: failure, errors: [failure] })));
    expect(grid()).toHaveAccessibleName('3 nodes');
    expect(said()).toContain('Query B failed: AccessDenied');
  });
});

describe('a panel of 40 x 30 pixels', () => {
  const size = { width: 40, height: 30 };

  it('has the cells and nothing around them; the rest is told, and how to see it', () => {
    render(panel(answer([fleet()]), { fillBy: 'gone' }, size));
    expect(screen.queryByRole('toolbar', { name: 'Legend' })).not.toBeInTheDocument();
    expect(screen.queryByRole('searchbox')).not.toBeInTheDocument();
    expect(grid()).toHaveAccessibleName('3 nodes');
    expect(said()).toContain('1 Failed, 2 Compliant. Colour by: the data has no field "gone".');
    expect(screen.getByRole('region', { name: 'Fleet map' })).toHaveAttribute(
      'title',
      expect.stringMatching(/^3 nodes.*Make the panel bigger to search and to see the legend\.$/)
    );
  });

  it('says why it is empty', () => {
    render(panel(answer([], { errors: [{ refId: 'A', message: 'AccessDenied' }] }), {}, size));
    expect(screen.getByRole('status')).toHaveAttribute('title', 'Query A failed: AccessDenied');
  });
});
