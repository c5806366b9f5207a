import { join } from 'node:path';
import { layoutMap } from '../layout/layoutMap';
import { cellOf, cellRect } from '../layout/cells';
import { type LayoutOptions, type MapInput, type MapView, WHOLE } from '../model';
import { inputOf, makeNode, makeNodes, options } from '../testdata/fleet';
import { DARK, differingPixels, expectPicture, installCanvas, LIGHT, makeCanvas } from '../testdata/picture';
import { CellLayer } from './CellLayer';
import { MarkLayer } from './MarkLayer';
import { paintCells } from './paintCells';

beforeAll(installCanvas);

const kept = (name: string): string => join(__dirname, 'testdata', `${name}.png`);

function paint(
  input: MapInput,
  { width, height, ...more }: Partial<LayoutOptions>,
  view: MapView = WHOLE,
  ratio = 1,
  theme = DARK
) {
  const layout = layoutMap(input, options(width!, height!, more));
  const { canvas, picture } = makeCanvas(width! * ratio, height! * ratio);
  const drawn = paintCells(canvas.getContext('2d')!, layout, theme, view, ratio);
  return { layout, picture, drawn };
}

describe('a picture', () => {
  const fleet = inputOf(makeNodes(300));

  it.each([
    ['squares', fleet, {}, WHOLE, 1, DARK],
    ['squares-light', fleet, {}, WHOLE, 1, LIGHT],
    ['squares-at-2', fleet, {}, WHOLE, 2, DARK],
    ['hexagons', fleet, { shape: 'hexagon' }, WHOLE, 1, DARK],
    [
      'sized',
      { ...inputOf(makeNodes(60), ['region']), sizes: Float64Array.from({ length: 60 }, (_, i) => i - 5) },
      {},
      WHOLE,
      1,
      DARK,
    ],
    ['labels', inputOf(makeNodes(6), []), {}, WHOLE, 1, DARK],
    ['tiles', inputOf(makeNodes(30_000), ['region']), {}, WHOLE, 1, DARK],
    ['zoomed', fleet, {}, { ...WHOLE, scale: 2.5, left: 40, top: 30 }, 1, DARK],
    [
      'filtered',
      fleet,
      {},
      { ...WHOLE, hidden: new Set([5]), matches: Uint8Array.from({ length: 300 }, (_, i) => i % 2) },
      1,
      DARK,
    ],
  ] as Array<[string, MapInput, Partial<LayoutOptions>, MapView, number, typeof DARK]>)(
    'of %s is as it was',
    async (name, input, more, view, ratio, theme) => {
      const { picture } = paint(input, { width: 320, height: 200, ...more }, view, ratio, theme);
      await expectPicture(picture, kept(name));
    }
  );

  it('marks who came and where one went', async () => {
    const nodes = makeNodes(40);
    const before = layoutMap(inputOf(nodes, ['region']), options(320, 200));
    const after = layoutMap(inputOf([...nodes.slice(4), makeNode(200)], ['region']), options(320, 200), before);
    const { canvas, picture } = makeCanvas(320, 200);
    paintCells(canvas.getContext('2d')!, after, DARK, WHOLE, 1);
    await expectPicture(picture, kept('changes'));
  });

  it('counts the cells that it shows', () => {
    expect(paint(fleet, { width: 320, height: 200 }).drawn).toBe(300);
    expect(paint(inputOf([]), { width: 320, height: 200 }).drawn).toBe(0);
    expect(paint(fleet, { width: 320, height: 200 }, { ...WHOLE, scale: 4 }).drawn).toBeLessThan(100);
    expect(paint(inputOf(makeNodes(30_000)), { width: 320, height: 200 }).drawn).toBeLessThan(300);
  });

  it('takes grey for what is no colour', () => {
    const fills = [{ text: 'a', color: 'no colour at all', pattern: 'hatched' as const }];
    const input = { ...inputOf(makeNodes(20), []), fills, fillOf: new Uint16Array(20) };
    const view = { ...WHOLE, matches: new Uint8Array(20) };
    expect(paint(input, { width: 320, height: 200 }, view).drawn).toBe(20);
  });

  it('bears 40 x 30 pixels, labels of 10 kB and sizes that are none', () => {
    const nodes = makeNodes(50);
    const input = {
      ...inputOf(nodes),
      labels: nodes.map(() => '<b>&'.repeat(2_500)),
      sizes: new Float64Array(50).fill(NaN),
    };
    expect(paint(input, { width: 40, height: 30 }).drawn).toBeGreaterThan(0);
    expect(paint({ ...input, sizes: new Float64Array(50).fill(-1) }, { width: 320, height: 200 }).drawn).toBe(50);
  });
});

describe('a layer', () => {
  const layout = layoutMap(inputOf(makeNodes(300), []), options(320, 200));
  const views: MapView[] = [
    { ...WHOLE, hidden: new Set([0]) },
    { ...WHOLE, hidden: new Set([0, 5]) },
    { ...WHOLE, matches: Uint8Array.from({ length: 300 }, (_, i) => (i === 7 ? 1 : 0)) },
    WHOLE,
  ];

  it('comes to the same picture whether it paints all or only what has changed', () => {
    const { canvas, picture } = makeCanvas(320, 200);
    const layer = new CellLayer(canvas);
    layer.paint(layout, DARK, WHOLE, 1);
    for (const view of views) {
      layer.paint(layout, DARK, view, 1);
      const { canvas: fresh, picture: whole } = makeCanvas(320, 200);
      paintCells(fresh.getContext('2d')!, layout, DARK, view, 1);
      expect(differingPixels(picture, whole)).toBe(0);
    }
  });

  it('paints nothing again when nothing has changed', () => {
    const { canvas } = makeCanvas(320, 200);
    const layer = new CellLayer(canvas);
    layer.paint(layout, DARK, WHOLE, 1);
    const fillRect = jest.spyOn(canvas.getContext('2d')!, 'fillRect');
    layer.paint(layout, DARK, { ...WHOLE, hidden: new Set() }, 1);
    expect(fillRect).not.toHaveBeenCalled();
  });

  it('paints the cell that changed, and no other', () => {
    const { canvas } = makeCanvas(320, 200);
    const layer = new CellLayer(canvas);
    const matches = new Uint8Array(300).fill(1);
    layer.paint(layout, DARK, { ...WHOLE, matches }, 1);
    const fillRect = jest.spyOn(canvas.getContext('2d')!, 'fillRect');
    layer.paint(layout, DARK, { ...WHOLE, matches: matches.map((match, node) => (node === 3 ? 0 : match)) }, 1);
    expect(fillRect).toHaveBeenCalledTimes(1);
  });
});

describe('marks', () => {
  const layout = layoutMap(inputOf(makeNodes(40), ['region']), options(320, 200, { shape: 'hexagon' }));
  const layerOn = () => {
    const { canvas, picture } = makeCanvas(300, 150);
    const style: Partial<CSSStyleDeclaration> = {};
    Object.assign(canvas, { style });
    return { marks: new MarkLayer(canvas), picture, style };
  };

  it('are drawn around cells, on a canvas as big as they need and where they are', async () => {
    const { marks, picture, style } = layerOn();
    const cells = [cellOf(layout, 8), cellOf(layout, 20)];
    marks.paint(layout, DARK, WHOLE, 2, cells, DARK.selection);
    await expectPicture(picture, kept('marks'));
    const first = cellRect(layout, cells[0]);
    const second = cellRect(layout, cells[1]);
    // A line of 2 px and the room that its points take.
    expect(parseFloat(style.left!)).toBeCloseTo(Math.min(first.x, second.x) - 4, 0);
    expect(parseFloat(style.top!)).toBeCloseTo(Math.min(first.y, second.y) - 4, 0);
    expect(picture.width).toBe(parseFloat(style.width!) * 2);
  });

  it('leave nothing when they are gone or out of sight', () => {
    const { marks, picture } = layerOn();
    marks.paint(layout, DARK, WHOLE, 1, [cellOf(layout, 8)], DARK.hover);
    for (const [view, cells] of [
      [WHOLE, []],
      [{ ...WHOLE, left: 5_000 }, [cellOf(layout, 8)]],
    ] as Array<[MapView, number[]]>) {
      marks.paint(layout, DARK, view, 1, cells, DARK.hover);
      expect(differingPixels(picture, makeCanvas(1, 1).picture)).toBe(0);
      expect(picture.width).toBe(1);
    }
  });
});
