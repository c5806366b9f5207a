import { cellRect } from '../layout/cells';
import { layoutMap } from '../layout/layoutMap';
import { inputOf, makeNodes, options } from '../testdata/fleet';
import { cardOf } from './cardOf';

const layout = layoutMap(inputOf(makeNodes(60)), options(800, 600));
const whole = { scale: 1, left: 0, top: 0 };

it('hangs at the pointer', () => {
  const card = cardOf({ picked: { kind: 'cell', cell: 0 }, x: 12, y: 34 }, layout, whole);
  expect(card?.position).toEqual({ x: 12, y: 34 });
});

it('hangs at the corner of the cell in focus, wherever the lens has that', () => {
  const { x, y, width, height } = cellRect(layout, 3);
  const focused = { cell: 3, left: 100, top: 200 };
  expect(cardOf(focused, layout, whole)?.position).toEqual({ x: 100 + x + width, y: 200 + y + height });
  expect(cardOf(focused, layout, { scale: 2, left: 10, top: 5 })?.position).toEqual({
    x: 100 + 2 * (x + width - 10),
    y: 200 + 2 * (y + height - 5),
  });
});

it('is none where the cell is gone', () => {
  expect(cardOf({ cell: layout.cellCount, left: 0, top: 0 }, layout, whole)).toBeUndefined();
});
