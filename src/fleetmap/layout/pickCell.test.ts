import fc from 'fast-check';
import { inputOf, makeNodes, options } from '../testdata/fleet';
import { cellOf, cellRect, nodesIn } from './cells';
import { layoutMap } from './layoutMap';
import { pickCell, toMap } from './pickCell';

const anyLayout = fc
  .record({
    nodes: fc.integer({ min: 1, max: 3_000 }),
    width: fc.integer({ min: 40, max: 1_900 }),
    height: fc.integer({ min: 30, max: 1_000 }),
    shape: fc.constantFrom('square' as const, 'hexagon' as const),
    levels: fc.constantFrom<Array<Array<'account' | 'region'>>>([], ['region'], ['account', 'region']),
  })
  .map(({ nodes, width, height, shape, levels }) =>
    layoutMap(inputOf(makeNodes(nodes), levels), options(width, height, { shape }))
  );

/** A part of the whole, 0 up to but not including 1. */
const part = fc.double({ min: 0, max: 0.999, noNaN: true });

describe('pickCell', () => {
  it('finds a node at every point inside its cell', () => {
    fc.assert(
      fc.property(anyLayout, part, part, part, (layout, which, along, down) => {
        const cell = cellOf(layout, Math.floor(which * layout.input.count));
        const rect = cellRect(layout, cell);
        const isHexagon = layout.groups.some(({ grid }) => grid?.hexagonal && grid.pitchX === rect.width);
        // Of a hexagon's rectangle only the middle half is inside from edge to edge.
        const y = isHexagon ? rect.height * (0.26 + down * 0.48) : rect.height * (0.01 + down * 0.98);
        const picked = pickCell(layout, rect.x + rect.width * (0.01 + along * 0.98), rect.y + y);
        expect(picked).toEqual({ kind: 'cell', cell });
      }),
      { numRuns: 300 }
    );
  });

  it('finds a hexagon at both of its points, which reach between those of the rows above and below', () => {
    const layout = layoutMap(inputOf(makeNodes(200), []), options(900, 500, { shape: 'hexagon' }));
    for (let node = 0; node < 200; node++) {
      const cell = cellOf(layout, node);
      const { x, y, width, height } = cellRect(layout, cell);
      expect(pickCell(layout, x + width / 2, y + height * 0.02)).toEqual({ kind: 'cell', cell });
      expect(pickCell(layout, x + width / 2, y + height * 0.98)).toEqual({ kind: 'cell', cell });
    }
  });

  it('finds only what lies at a point: never a free cell, never one elsewhere', () => {
    fc.assert(
      fc.property(anyLayout, part, part, (layout, along, down) => {
        const [x, y] = [along * layout.options.width, down * layout.options.height];
        const picked = pickCell(layout, x, y);
        if (picked?.kind === 'cell') {
          const rect = cellRect(layout, picked.cell);
          expect(nodesIn(layout, picked.cell)).not.toEqual([]);
          expect(x >= rect.x && x <= rect.x + rect.width && y >= rect.y && y <= rect.y + rect.height).toBe(true);
        } else if (picked) {
          const { rect, titleHeight } = layout.groups[picked.group];
          expect(y >= rect.y && y < rect.y + titleHeight).toBe(true);
        }
      }),
      { numRuns: 300 }
    );
  });

  it('finds a title, and nothing outside of the map', () => {
    const layout = layoutMap(inputOf(makeNodes(100), ['region']), options(800, 400));
    const { rect } = layout.groups[1];
    expect(pickCell(layout, rect.x + 1, rect.y + 1)).toEqual({ kind: 'title', group: 1 });
    expect(pickCell(layout, -1, 10)).toBeUndefined();
    expect(pickCell(layout, 801, 10)).toBeUndefined();
  });
});

it('toMap goes back from a magnified view', () => {
  expect(toMap({ scale: 4, left: 100, top: 50, hidden: new Set() }, 40, 20)).toEqual({ x: 110, y: 55 });
});
