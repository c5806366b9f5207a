import type { Grid, LayoutOptions, Rect } from '../model';

/** Below this a cell can't be told from its neighbour, and tiles stand for several nodes. CSS pixels. */
const SMALLEST_CELL = 3;
/** Cells of a small fleet stop growing here: bigger ones say nothing more. */
const BIGGEST_CELL = 128;
/** The shorter side of a cell in longer ones, at least: all still look alike, and the area is used. */
const SLIMMEST = 0.75;
/** Room for a number of four digits in 12 px type. */
const TILE = { width: 40, height: 20 };
/** The height of a row of hexagons, and that of a hexagon, in widths of one. */
const HEXAGON_ROW = Math.sqrt(3) / 2;
export const HEXAGON_HEIGHT = 2 / Math.sqrt(3);

export type Places = Pick<Grid, 'x' | 'y' | 'columns' | 'rows' | 'pitchX' | 'pitchY' | 'hexagonal' | 'nodesPerCell'>;

export const placesIn = ({ columns, rows }: Places): number => columns * rows;

/** The biggest places that hold `count` nodes in a rectangle. */
export function fitGrid(area: Rect, count: number, shape: LayoutOptions['shape'], collapsed: boolean): Places {
  if (collapsed) {
    return tiles(area, count, 1, 1);
  }
  const fitting = shape === 'hexagon' ? hexagons(area, count) : squares(area, count);
  return (
    fitting ??
    tiles(
      area,
      count,
      Math.max(1, Math.floor(area.width / TILE.width)),
      Math.max(1, Math.floor(area.height / TILE.height))
    )
  );
}

/**
 * Whole pixels keep all cells alike and their edges sharp. The longest shorter side wins; the other takes what room is left,
 * because from 4 x 4 straight to 3 x 3 nearly half of the area would be unused.
 */
function squares({ x, y, width, height }: Rect, count: number): Places | undefined {
  const even = Math.sqrt((count * width) / height);
  const most = Math.min(Math.ceil(even / SLIMMEST) + 1, Math.floor(width / SMALLEST_CELL));
  let best: Places | undefined;
  let longest = SMALLEST_CELL - 1;
  for (let across = Math.max(1, Math.floor(even * SLIMMEST)); across <= most; across++) {
    const room = [Math.floor(width / across), Math.floor(height / Math.ceil(count / across))];
    const shorter = Math.min(...room, BIGGEST_CELL);
    if (shorter > longest) {
      longest = shorter;
      const [pitchX, pitchY] = room.map((side) => Math.min(side, Math.floor(shorter / SLIMMEST)));
      const columns = Math.floor(width / pitchX);
      const rows = Math.floor(height / pitchY);
      best = { x, y, columns, rows, pitchX, pitchY, hexagonal: false, nodesPerCell: 1 };
    }
  }
  return best;
}

function hexagons({ x, y, width, height }: Rect, count: number): Places | undefined {
  const roomiest = Math.ceil(Math.sqrt((width * height) / HEXAGON_ROW / Math.max(1, count)));
  for (let size = Math.min(BIGGEST_CELL, roomiest); size >= SMALLEST_CELL; size--) {
    const pitchY = size * HEXAGON_ROW;
    const rows = Math.floor((height - size * HEXAGON_HEIGHT) / pitchY) + 1;
    const columns = Math.floor((rows > 1 ? width - size / 2 : width) / size);
    if (rows > 0 && columns > 0 && columns * rows >= count) {
      return { x, y, columns, rows, pitchX: size, pitchY, hexagonal: true, nodesPerCell: 1 };
    }
  }
  return undefined;
}

function tiles({ x, y, width, height }: Rect, count: number, columns: number, rows: number): Places {
  const nodesPerCell = Math.max(1, Math.ceil(count / (columns * rows)));
  return { x, y, columns, rows, pitchX: width / columns, pitchY: height / rows, hexagonal: false, nodesPerCell };
}

export const isTiled = ({ nodesPerCell }: Places): boolean => nodesPerCell > 1;

/** The rectangle around a place. Those of hexagons overlap their neighbours' by the hexagons' points. */
export function placeRect(grid: Places, place: number): Rect {
  const column = place % grid.columns;
  const row = Math.floor(place / grid.columns);
  return {
    x: grid.x + (column + (grid.hexagonal && row % 2 ? 0.5 : 0)) * grid.pitchX,
    y: grid.y + row * grid.pitchY,
    width: grid.pitchX,
    height: grid.hexagonal ? grid.pitchX * HEXAGON_HEIGHT : grid.pitchY,
  };
}
