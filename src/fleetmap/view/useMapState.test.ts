import { act, renderHook } from '@testing-library/react';
import type { MapInput } from '../model';
import { inputOf, makeNodes, type Node } from '../testdata/fleet';
import { useMapState } from './useMapState';

const nodes = makeNodes(200);
const setUp = (input: MapInput = inputOf(nodes)) =>
  renderHook((now: MapInput) => useMapState(now, 'status'), { initialProps: input });
const key = (...path: string[]) => JSON.stringify(path);
const insideOf = (node: Node) => nodes.filter(({ account }) => account === node.account).length;

it('finds nodes, in the group alone that is zoomed into', () => {
  const { result } = setUp();
  act(() => result.current.setSearch(' i- '));
  expect(result.current.found).toEqual({ text: 'i-', matched: 200 });
  act(() => result.current.setZoom(key(nodes[0].account)));
  expect(result.current.found).toEqual({ text: 'i-', matched: insideOf(nodes[0]) });
  act(() => result.current.setSearch(''));
  expect(result.current.found).toBeNull();
});

it('zooms into a group and says who is inside', () => {
  const { result } = setUp();
  const { account } = nodes[0];
  act(() => result.current.setZoom(key(account)));
  expect(result.current.path).toEqual([account]);
  expect([...result.current.inside!]).toEqual(nodes.map((node) => (node.account === account ? 1 : 0)));
});

it('shows the whole fleet while the group that was zoomed into is gone, and the group when it is back', () => {
  const { result, rerender } = setUp();
  const { account } = nodes[0];
  act(() => result.current.setZoom(key(account)));
  rerender(inputOf(nodes.filter((node) => node.account !== account)));
  expect([result.current.zoom, result.current.path, result.current.inside]).toEqual([null, [], undefined]);
  rerender(inputOf(nodes));
  expect(result.current.zoom).toBe(key(account));
});

it('collapses and expands a group', () => {
  const { result } = setUp();
  act(() => result.current.toggleGroup(key('a')));
  expect([...result.current.collapsed]).toEqual([key('a')]);
  act(() => result.current.toggleGroup(key('a')));
  expect(result.current.collapsed.size).toBe(0);
});
