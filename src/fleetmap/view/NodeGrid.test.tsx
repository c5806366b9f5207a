import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { layoutMap } from '../layout/layoutMap';
import type { Layout } from '../model';
import { inputOf, makeNodes, options, type Node } from '../testdata/fleet';
import { NodeGrid } from './NodeGrid';
import { focusCell, focused } from './testdata/panel';

const WHOLE = { scale: 1, left: 0, top: 0 };
const nodes = makeNodes(40);
const layoutOf = (of: Node[], width = 600, height = 400): Layout => layoutMap(inputOf(of), options(width, height));

function setUp(layout: Layout) {
  const calls = { onFocus: jest.fn(), onOpen: jest.fn(), onLeave: jest.fn() };
  const grid = (of: Layout, lens = WHOLE) => (
    <NodeGrid
      handle={null}
      layout={of}
      lens={lens}
      label="40 nodes"
      details={(cell) => `details of ${cell}`}
      {...calls}
    />
  );
  const { rerender } = render(grid(layout));
  return { ...calls, show: (of: Layout, lens?: typeof WHOLE) => rerender(grid(of, lens)) };
}

const inTabOrder = () => screen.getAllByRole('gridcell').filter(({ tabIndex }) => tabIndex === 0);

it('is a grid with a row for each group, and says how many rows and columns there are beyond those in the page', () => {
  const layout = layoutOf(nodes);
  setUp(layout);
  const grid = screen.getByRole('grid', { name: '40 nodes' });
  const leaves = layout.groups.filter((group) => group.grid);
  expect(grid).toHaveAttribute('aria-rowcount', String(leaves.length));
  const columns = Math.max(...leaves.map(({ grid }) => grid!.columns * grid!.rows));
  expect(grid).toHaveAttribute('aria-colcount', String(columns));
  const rows = within(grid).getAllByRole('row');
  expect(rows.length).toBeLessThan(leaves.length + 1);
  for (const row of rows) {
    const index = Number(row.getAttribute('aria-rowindex'));
    expect(row).toHaveAccessibleName(leaves[index - 1].path.join(', '));
  }
});

it('is one stop for Tab, which tells all there is to know', async () => {
  setUp(layoutOf(nodes));
  expect(inTabOrder()).toHaveLength(1);
  await userEvent.tab();
  expect(inTabOrder()[0]).toHaveFocus();
  expect(focused()).toMatch(/^i-[0-9a-f]{8}; .+; \d{12}, [a-z]+-[a-z]+-\d$/);
  expect(document.activeElement).toHaveAttribute('aria-description', expect.stringMatching(/^details of \d+$/));
  await userEvent.tab();
  expect(document.body).toHaveFocus();
});

it('tells which cell has the focus, and when none has any more', async () => {
  const { onFocus } = setUp(layoutOf(nodes));
  const cell = focusCell();
  expect(onFocus).toHaveBeenLastCalledWith(expect.objectContaining({ cell: Number(cell.dataset.cell) }));
  await userEvent.tab();
  expect(onFocus).toHaveBeenLastCalledWith(null);
});

it('stays on its node when a refresh or a new size gives it another cell', async () => {
  const { show } = setUp(layoutOf(nodes));
  focusCell();
  await userEvent.keyboard('{ArrowRight}{ArrowDown}');
  const node = focused();
  show(layoutOf(nodes, 300, 700));
  expect(focused()).toBe(node);
  show(layoutOf([...nodes].reverse()));
  expect(focused()).toBe(node);
});

it('goes to the first node where its own is gone', async () => {
  const { show } = setUp(layoutOf(nodes));
  focusCell();
  await userEvent.keyboard('{End}');
  const [id] = focused()!.split(';');
  show(layoutOf(nodes.filter((node) => node.id !== id)));
  expect(focused()).toBeTruthy();
  expect(focused()).not.toContain(id);
});

it('does not take the focus from elsewhere', () => {
  const { show } = setUp(layoutOf(nodes));
  show(layoutOf(nodes, 300, 700));
  expect(document.body).toHaveFocus();
});

it('opens by Enter and by the space bar, and is left by Escape', async () => {
  const { onOpen, onLeave } = setUp(layoutOf(nodes));
  const cell = Number(focusCell().dataset.cell);
  await userEvent.keyboard('{Enter}');
  await userEvent.keyboard(' ');
  expect(onOpen.mock.calls.map(([opened]) => opened)).toEqual([cell, cell]);
  await userEvent.keyboard('{Escape}');
  expect(onLeave).toHaveBeenCalledTimes(1);
});

it('leaves other keys to the page', async () => {
  setUp(layoutOf(nodes));
  const before = focusCell().getAttribute('aria-label');
  const pressed = jest.fn();
  document.addEventListener('keydown', pressed);
  await userEvent.keyboard('r');
  await userEvent.keyboard('{ArrowRight}');
  document.removeEventListener('keydown', pressed);
  expect(pressed).toHaveBeenCalledTimes(1);
  expect(focused()).not.toBe(before);
});

it('lies over the cells as they are magnified', () => {
  const { show } = setUp(layoutOf(nodes));
  const width = parseFloat(inTabOrder()[0].style.width);
  show(layoutOf(nodes), { scale: 2, left: 10, top: 0 });
  expect(parseFloat(inTabOrder()[0].style.width)).toBe(2 * width);
});

it('says of a tile how many nodes it is of and the worst state', () => {
  setUp(layoutOf(makeNodes(40_000), 200, 150));
  focusCell();
  expect(focused()).toMatch(/^[\d,]+ nodes; worst: [A-Z][a-z ]+; \d{12}/);
});
