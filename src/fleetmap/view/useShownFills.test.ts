import { act, renderHook } from '@testing-library/react';
import { FILLS } from '../testdata/fleet';
import { useShownFills } from './useShownFills';

const LAST = FILLS.length - 1;
const setUp = () =>
  renderHook(({ fills, of }) => useShownFills(fills, of), { initialProps: { fills: FILLS, of: 'status' } });
type Shown = ReturnType<typeof setUp>['result'];
const shown = ({ current: { hidden } }: Shown) => FILLS.flatMap((_, fill) => (hidden.has(fill) ? [] : [fill]));
const all = FILLS.map((_, fill) => fill);

it('isolates a fill, another in its place, and shows all where the one is clicked that is alone', () => {
  const { result } = setUp();
  act(() => result.current.isolateFill(1));
  expect(shown(result)).toEqual([1]);
  act(() => result.current.isolateFill(3));
  expect(shown(result)).toEqual([3]);
  act(() => result.current.isolateFill(3));
  expect(shown(result)).toEqual(all);
});

it('adds to what is isolated, and takes out of all', () => {
  const { result } = setUp();
  act(() => result.current.isolateFill(1));
  act(() => result.current.toggleFill(3));
  expect(shown(result)).toEqual([1, 3]);
  act(() => result.current.isolateFill(1));
  expect(shown(result)).toEqual([1]);
  act(() => result.current.showAllFills());
  act(() => result.current.toggleFill(0));
  expect(shown(result)).toEqual(all.slice(1));
});

it('takes it for all where every other one was added, so that a state that is new is shown', () => {
  const { result, rerender } = setUp();
  act(() => result.current.isolateFill(0));
  all.slice(1).forEach((fill) => act(() => result.current.toggleFill(fill)));
  rerender({ fills: [...FILLS, { ...FILLS[0], text: 'New' }], of: 'status' });
  expect(result.current.hidden.size).toBe(0);
});

it('goes by what fills mean when a refresh numbers them anew', () => {
  const { result, rerender } = setUp();
  act(() => result.current.toggleFill(0));
  rerender({ fills: FILLS.toReversed(), of: 'status' });
  expect([...result.current.hidden]).toEqual([LAST]);
});

it('shows a state that is new, unless others alone were wanted', () => {
  const { result, rerender } = setUp();
  const more = { fills: [...FILLS, { ...FILLS[0], text: 'New' }], of: 'status' };
  act(() => result.current.toggleFill(0));
  rerender(more);
  expect([...result.current.hidden]).toEqual([0]);
  act(() => result.current.isolateFill(1));
  rerender({ ...more, fills: [...more.fills, { ...FILLS[0], text: 'Newer' }] });
  expect(result.current.hidden.has(FILLS.length + 1)).toBe(true);
});

it('shows all where the fills are of something else', () => {
  const { result, rerender } = setUp();
  act(() => result.current.isolateFill(0));
  rerender({ fills: FILLS, of: 'ping' });
  expect(shown(result)).toEqual(all);
});
