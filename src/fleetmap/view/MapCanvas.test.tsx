import { createTheme } from '@grafana/data';
import { fireEvent, render, screen } from '@testing-library/react';
import { useRef } from 'react';
import { cellRect } from '../layout/cells';
import { layoutMap } from '../layout/layoutMap';
import type { Layout, MapView } from '../model';
import { inputOf, makeNodes, options } from '../testdata/fleet';
import { MapCanvas } from './MapCanvas';
import { mapTheme } from './mapTheme';
import { useLens } from './useLens';

const painted = jest.fn<void, [Layout, unknown, MapView]>();
const marked = jest.fn();
jest.mock('../paint/CellLayer', () => ({
  CellLayer: jest.fn(() => ({ paint: (...args: unknown[]) => painted(...(args as [Layout, unknown, MapView])) })),
}));
jest.mock('../paint/MarkLayer', () => ({
  MarkLayer: jest.fn(() => ({ paint: (...args: unknown[]) => marked(args[4]) })),
}));

const layout = layoutMap(inputOf(makeNodes(30)), options(800, 600));
const seen = { hidden: new Set<number>() };
const theme = mapTheme(createTheme(), false);
const none: number[] = [];

interface Calls {
  onHover: jest.Mock;
  onPick: jest.Mock;
}

function Framed(calls: Calls) {
  const frame = useRef<HTMLDivElement>(null);
  const controls = useLens(frame, 800, 600);
  return (
    <MapCanvas layout={layout} theme={theme} seen={seen} selected={none} frame={frame} controls={controls} {...calls} />
  );
}

function setUp() {
  const calls: Calls = { onHover: jest.fn(), onPick: jest.fn() };
  render(<Framed {...calls} />);
  return { ...calls, frame: screen.getByTestId('fleet map canvas') };
}

/** The middle of a cell. jsdom's elements are all at (0, 0). */
function at(cell: number) {
  const { x, y, width, height } = cellRect(layout, cell);
  return { clientX: Math.round(x + width / 2), clientY: Math.round(y + height / 2) };
}
const title = layout.groups.findIndex(({ titleHeight }) => titleHeight > 0);
const atTitle = { clientX: layout.groups[title].rect.x + 5, clientY: layout.groups[title].rect.y + 5 };
const lensOf = () => {
  const { scale, left, top } = painted.mock.lastCall![2];
  return { scale, left, top };
};

beforeEach(() => jest.clearAllMocks());

it('is nothing to assistive technology, which has the grid', () => {
  const { frame } = setUp();
  expect(frame).toHaveAttribute('aria-hidden', 'true');
  expect(painted).toHaveBeenCalledTimes(1);
});

it('tells what is under the pointer and marks the cell, without painting the picture again', () => {
  const { frame, onHover } = setUp();
  fireEvent.pointerMove(frame, at(0));
  expect(onHover).toHaveBeenLastCalledWith({ picked: { kind: 'cell', cell: 0 }, x: at(0).clientX, y: at(0).clientY });
  expect(marked).toHaveBeenLastCalledWith([0]);
  fireEvent.pointerMove(frame, atTitle);
  expect(onHover).toHaveBeenLastCalledWith(expect.objectContaining({ picked: { kind: 'title', group: title } }));
  expect(marked).toHaveBeenLastCalledWith([]);
  fireEvent.pointerLeave(frame);
  expect(onHover).toHaveBeenLastCalledWith(null);
  expect(painted).toHaveBeenCalledTimes(1);
});

it('shows by the cursor where a click does something', () => {
  const { frame } = setUp();
  expect(frame.style.cursor).toBe('');
  fireEvent.pointerMove(frame, at(0));
  expect(frame.style.cursor).toBe('pointer');
  fireEvent.pointerMove(frame, atTitle);
  expect(frame.style.cursor).toBe('pointer');
});

it('picks by a click what is there, cells and titles', () => {
  const { frame, onPick } = setUp();
  fireEvent.click(frame, at(1));
  expect(onPick).toHaveBeenLastCalledWith({ kind: 'cell', cell: 1 }, at(1).clientX, at(1).clientY);
  fireEvent.click(frame, atTitle);
  expect(onPick).toHaveBeenLastCalledWith({ kind: 'title', group: title }, atTitle.clientX, atTitle.clientY);
});

it('leaves the wheel to the page, and magnifies around the pointer with Ctrl', () => {
  const { frame } = setUp();
  expect(fireEvent.wheel(frame, { deltaY: -300, clientX: 400, clientY: 300 })).toBe(true);
  expect(lensOf().scale).toBe(1);
  expect(fireEvent.wheel(frame, { deltaY: -300, clientX: 400, clientY: 300, ctrlKey: true })).toBe(false);
  const { scale, left } = lensOf();
  expect(scale).toBeCloseTo(Math.E);
  expect(left + 400 / scale).toBeCloseTo(400);
});

it('moves what is magnified by dragging, which is no click', () => {
  const { frame, onPick } = setUp();
  fireEvent.wheel(frame, { deltaY: -300, clientX: 400, clientY: 300, ctrlKey: true });
  const { left } = lensOf();
  fireEvent.pointerDown(frame, { pointerId: 1, clientX: 400, clientY: 300 });
  fireEvent.pointerMove(frame, { pointerId: 1, clientX: 370, clientY: 300 });
  fireEvent.pointerUp(frame, { pointerId: 1, clientX: 370, clientY: 300 });
  fireEvent.click(frame, { clientX: 370, clientY: 300 });
  expect(lensOf().left).toBeCloseTo(left + 30 / Math.E);
  expect(onPick).not.toHaveBeenCalled();

  fireEvent.pointerDown(frame, { pointerId: 1, clientX: 400, clientY: 300 });
  fireEvent.pointerUp(frame, { pointerId: 1, clientX: 400, clientY: 300 });
  expect(lensOf().left).toBeCloseTo(left + 30 / Math.E);
});

it('magnifies by two fingers that part, which is no click', () => {
  const { frame, onPick } = setUp();
  fireEvent.pointerDown(frame, { pointerId: 1, clientX: 300, clientY: 300 });
  fireEvent.pointerDown(frame, { pointerId: 2, clientX: 400, clientY: 300 });
  fireEvent.pointerMove(frame, { pointerId: 2, clientX: 500, clientY: 300 });
  expect(lensOf().scale).toBeCloseTo(2);
  fireEvent.pointerUp(frame, { pointerId: 2, clientX: 500, clientY: 300 });
  fireEvent.pointerUp(frame, { pointerId: 1, clientX: 300, clientY: 300 });
  fireEvent.click(frame, at(0));
  expect(onPick).not.toHaveBeenCalled();
});
