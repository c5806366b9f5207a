import { layoutMap } from '../layout/layoutMap';
import type { Layout } from '../model';
import { inputOf, makeNodes, options } from '../testdata/fleet';
import { groupActions } from './groupActions';

const nodes = makeNodes(60);
const { account, region } = nodes[0];
const key = (...path: string[]) => JSON.stringify(path);

function actionsOf(layout: Layout, path: string[]) {
  const state = { zoom: layout.options.zoom, setZoom: jest.fn(), toggleGroup: jest.fn() };
  const group = layout.groups.findIndex((one) => one.key === key(...path));
  return { ...state, actions: groupActions(layout, group, state) };
}
const labels = ({ actions }: ReturnType<typeof actionsOf>) => actions.map(({ label }) => label);

it('offers every group around, the innermost first', () => {
  const offered = actionsOf(layoutMap(inputOf(nodes), options(800, 600)), [account, region]);
  expect(labels(offered)).toEqual([
    `Zoom into ${region}`,
    `Collapse ${region}`,
    `Zoom into ${account}`,
    `Collapse ${account}`,
  ]);
  offered.actions[2].run();
  expect(offered.setZoom).toHaveBeenCalledWith(key(account));
  offered.actions[1].run();
  expect(offered.toggleGroup).toHaveBeenCalledWith(key(account, region));
});

it('expands what is collapsed', () => {
  const layout = layoutMap(inputOf(nodes), options(800, 600, { collapsed: new Set([key(account)]) }));
  expect(labels(actionsOf(layout, [account]))).toEqual([`Zoom into ${account}`, `Expand ${account}`]);
});

it('leads back from the group that is shown alone, which it neither zooms nor collapses', () => {
  const layout = layoutMap(inputOf(nodes), options(800, 600, { zoom: key(account) }));
  const offered = actionsOf(layout, [account, region]);
  expect(labels(offered)).toEqual([`Zoom into ${region}`, `Collapse ${region}`, 'Show all nodes']);
  offered.actions[2].run();
  expect(offered.setZoom).toHaveBeenCalledWith(null);
});
