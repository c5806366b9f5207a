import { placeRect } from '../layout/grid';
import { CellChange, type Grid, type Rect } from '../model';
import { traceHexagon } from './hexagon';
import { changeIn, fillIn, type Looks, Veil, veilIn, withoutChange } from './looks';
import type { Pen } from './Pen';
import { grouping } from '../grouping';

/** Room that a label or a number needs, and that a mark needs to be more than a speck: CSS pixels. */
const SMALLEST_LABEL = { width: 48, height: 18 };
const SMALLEST_COUNT = { width: 24, height: 16 };
/** From edge to edge of a cell: a tenth of it, up to two pixels. One that has to be a bigger part lets the colours through. */
const GAP = { part: 0.1, most: 2, mostOpaque: 0.2 };
/** The side of the smallest cell that is sized by a field, in sides of the biggest. */
const SMALLEST_SIDE = 0.35;

interface Range {
  fromColumn: number;
  toColumn: number;
  fromRow: number;
  toRow: number;
}

/** Paints the cells of a group on its box; returns how many of them have nodes. */
export function paintGrid(pen: Pen, grid: Grid, looks: Looks): number {
  const range = visibleRange(pen, grid);
  const batches = new Map<number, number[]>();
  let drawn = 0;
  const add = (look: number, ...rect: number[]): void => {
    const batch = batches.get(look);
    batch ? batch.push(...rect) : batches.set(look, rect);
  };

  const isPlain = isPlainGrid(pen, grid);
  const rectOf = isPlain ? outerRect : innerRect;
  for (let row = range.fromRow; row < range.toRow; row++) {
    const first = grid.firstCell + row * grid.columns;
    for (let column = range.fromColumn; column < range.toColumn;) {
      const look = withoutChange(looks[first + column]);
      let end = column + 1;
      while (isPlain && end < range.toColumn && withoutChange(looks[first + end]) === look) {
        end++;
      }
      if (look) {
        drawn += end - column;
        const from = rectOf(pen, grid, row * grid.columns + column);
        const to = end === column + 1 ? from : rectOf(pen, grid, row * grid.columns + end - 1);
        add(look, from.x, from.y, to.x + to.width - from.x, from.height);
      }
      column = end;
    }
  }

  for (const [look, rects] of batches) {
    pen.context.fillStyle = pen.palette.paintOf(look);
    fillRects(pen.context, rects, grid.hexagonal);
  }
  if (isPlain) {
    paintGaps(pen, grid, range);
  }
  paintMarksAndWords(pen, grid, looks, range);
  return drawn;
}

/** Paints again only the cells whose look is another than before; false where the whole grid is painted faster. */
export function repaintCells(pen: Pen, grid: Grid, looks: Looks, before: Looks): boolean {
  const changed: number[] = [];
  // The gaps alone of a whole grid are so many rectangles. A gap that lets colours through belongs to the cells beside it.
  const isApart = isPlainGrid(pen, grid) && !hasWords(pen, grid) && gapOpacity(pen, grid) === 1;
  const most = isApart ? grid.columns + grid.rows : 0;
  for (let place = 0, cell = grid.firstCell; place < grid.columns * grid.rows; place++, cell++) {
    if (looks[cell] !== before[cell] && changed.push(place) > most) {
      return false;
    }
  }
  for (const place of changed) {
    const look = looks[grid.firstCell + place];
    const rect = innerRect(pen, grid, place);
    pen.fill(pen.palette.paintOf(look), rect);
    if (changeIn(look)) {
      paintChange(pen, look, rect);
    }
  }
  return true;
}

/** Cells of one size side by side: those that look alike are painted as one bar, and the gaps over it. */
const isPlainGrid = ({ layout }: Pen, { hexagonal, nodesPerCell }: Grid): boolean =>
  !hexagonal && (nodesPerCell > 1 || !layout.input.sizes);

function visibleRange({ view, layout }: Pen, { x, y, columns, rows, pitchX, pitchY }: Grid): Range {
  const { width, height } = layout.options;
  const clamp = (value: number, most: number): number => Math.max(0, Math.min(most, Math.floor(value)));
  return {
    // Hexagons reach half a column and a third of a row beyond their place.
    fromColumn: clamp((view.left - x) / pitchX - 1, columns),
    toColumn: clamp((view.left + width / view.scale - x) / pitchX + 1, columns),
    fromRow: clamp((view.top - y) / pitchY - 1, rows),
    toRow: clamp((view.top + height / view.scale - y) / pitchY + 1, rows),
  };
}

const outerRect = (pen: Pen, grid: Grid, place: number): Rect => pen.area(placeRect(grid, place));

/** A place without the gap to the next, and smaller where a field sets its size. */
function innerRect(pen: Pen, grid: Grid, place: number): Rect {
  const area = outerRect(pen, grid, place);
  const gap = gapOf(pen, grid);
  const inner = { ...area, width: Math.max(1, area.width - gap), height: Math.max(1, area.height - gap) };
  const { sizes } = pen.layout.input;
  if (!sizes || grid.nodesPerCell > 1) {
    return inner;
  }
  const side = sideOf(sizes[pen.layout.slots[grid.firstSlot + place]], pen.biggestSize);
  const width = Math.max(1, Math.round(inner.width * side));
  const height = Math.max(1, Math.round(inner.height * side));
  return {
    x: inner.x + Math.floor((inner.width - width) / 2),
    y: inner.y + Math.floor((inner.height - height) / 2),
    width,
    height,
  };
}

const sideOf = (size: number, biggest: number): number =>
  size > 0 ? Math.max(SMALLEST_SIDE, Math.sqrt(Math.min(1, size / biggest))) : SMALLEST_SIDE;

const gapOf = ({ scale, pixelRatio }: Pen, { pitchX }: Grid): number =>
  Math.max(1, Math.round(Math.min(pitchX * scale * GAP.part, GAP.most * pixelRatio)));

const gapOpacity = (pen: Pen, grid: Grid): number =>
  Math.min(1, (GAP.mostOpaque * grid.pitchX * pen.scale) / gapOf(pen, grid));

function fillRects(context: CanvasRenderingContext2D, rects: number[], hexagonal: boolean): void {
  if (hexagonal) {
    context.beginPath();
  }
  for (let i = 0; i < rects.length; i += 4) {
    if (hexagonal) {
      traceHexagon(context, { x: rects[i], y: rects[i + 1], width: rects[i + 2], height: rects[i + 3] });
    } else {
      context.fillRect(rects[i], rects[i + 1], rects[i + 2], rects[i + 3]);
    }
  }
  if (hexagonal) {
    context.fill();
  }
}

function paintGaps(pen: Pen, grid: Grid, { fromColumn, toColumn, fromRow, toRow }: Range): void {
  const gap = gapOf(pen, grid);
  const left = pen.x(grid.x + fromColumn * grid.pitchX);
  const top = pen.y(grid.y + fromRow * grid.pitchY);
  const width = pen.x(grid.x + toColumn * grid.pitchX) - left;
  const height = pen.y(grid.y + toRow * grid.pitchY) - top;
  pen.context.fillStyle = pen.theme.box;
  pen.context.globalAlpha = gapOpacity(pen, grid);
  for (let column = fromColumn + 1; column <= toColumn; column++) {
    pen.context.fillRect(pen.x(grid.x + column * grid.pitchX) - gap, top, gap, height);
  }
  for (let row = fromRow + 1; row <= toRow; row++) {
    pen.context.fillRect(left, pen.y(grid.y + row * grid.pitchY) - gap, width, gap);
  }
  pen.context.globalAlpha = 1;
}

function hasWords({ scale, pixelRatio }: Pen, { pitchX, pitchY, nodesPerCell }: Grid): boolean {
  const { width, height } = nodesPerCell > 1 ? SMALLEST_COUNT : SMALLEST_LABEL;
  return pitchX * scale >= width * pixelRatio && pitchY * scale >= height * pixelRatio;
}

function paintMarksAndWords(pen: Pen, grid: Grid, looks: Looks, range: Range): void {
  const { layout, palette, pixelRatio } = pen;
  const writes = hasWords(pen, grid);
  for (let row = range.fromRow; row < range.toRow; row++) {
    for (let column = range.fromColumn; column < range.toColumn; column++) {
      const place = row * grid.columns + column;
      const look = looks[grid.firstCell + place];
      if (changeIn(look)) {
        paintChange(pen, look, innerRect(pen, grid, place));
      }
      if (writes && fillIn(look) >= 0) {
        const { x, y, width, height } = innerRect(pen, grid, place);
        const room = { x: x + 4 * pixelRatio, y, width: width - 8 * pixelRatio, height };
        // Words on a pattern can't be read.
        const plate = palette.isPatterned(look) ? pen.theme.box : undefined;
        pen.write(wordsIn(layout, grid, place), room, {
          color: palette.inkOn(look),
          align: 'center',
          plate,
          whole: grid.nodesPerCell > 1,
        });
      }
    }
  }
}

function wordsIn({ input, slots }: Pen['layout'], { firstSlot, nodesPerCell }: Grid, place: number): string {
  const from = firstSlot + place * nodesPerCell;
  if (nodesPerCell === 1) {
    return input.labels[slots[from]];
  }
  const count = slots.subarray(from, from + nodesPerCell).reduce((sum, node) => sum + (node >= 0 ? 1 : 0), 0);
  return grouping(count);
}

/** A corner for a node that came, a frame around the place of one that went. */
function paintChange(pen: Pen, look: number, { x, y, width, height }: Rect): void {
  const line = Math.max(1, Math.round(pen.pixelRatio));
  if (changeIn(look) === CellChange.Went) {
    pen.fill(pen.theme.textWeak, { x, y, width, height });
    if (width > 2 * line && height > 2 * line) {
      pen.fill(pen.theme.box, { x: x + line, y: y + line, width: width - 2 * line, height: height - 2 * line });
    }
  } else if (veilIn(look) === Veil.None) {
    const side = Math.max(line, Math.round(Math.min(width, height) / 4));
    pen.fill(pen.theme.text, { x: x + width - side, y, width: side, height: side });
  }
}
