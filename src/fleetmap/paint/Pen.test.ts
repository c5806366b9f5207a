import { layoutMap } from '../layout/layoutMap';
import { WHOLE } from '../model';
import { inputOf, makeNodes, options } from '../testdata/fleet';
import { DARK, installCanvas, makeCanvas } from '../testdata/picture';
import { Pen } from './Pen';
import { Texts } from './Texts';

beforeAll(installCanvas);

it('cuts a name that has no room, and leaves a number out', () => {
  const context = makeCanvas(100, 100).canvas.getContext('2d')!;
  const pen = new Pen(context, layoutMap(inputOf(makeNodes(1)), options(100, 100)), DARK, WHOLE, 1, new Texts());
  const write = (text: string, width: number, whole: boolean) =>
    pen.write(text, { x: 0, y: 0, width, height: 20 }, { color: DARK.text, align: 'left', whole });
  expect(write('12,345', 36, false)).toBeGreaterThan(0);
  expect(write('12,345', 36, true)).toBe(0);
  expect(write('12,345', 100, true)).toBeGreaterThan(36);
});
