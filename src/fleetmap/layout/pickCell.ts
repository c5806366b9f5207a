import type { Grid, Layout, MapView, Picked } from '../model';
import { isOccupied } from './cells';
import { HEXAGON_HEIGHT } from './grid';

/** From a point of the canvas to that of the map. */
export const toMap = ({ scale, left, top }: MapView, x: number, y: number): { x: number; y: number } => ({
  x: x / scale + left,
  y: y / scale + top,
});

/** What lies at a point of the map; nothing where it is between boxes or no node is there. */
export function pickCell(layout: Layout, x: number, y: number): Picked | undefined {
  // Boxes inside come after those around them.
  const group = layout.groups.findLastIndex(
    ({ rect }) => x >= rect.x && x < rect.x + rect.width && y >= rect.y && y < rect.y + rect.height
  );
  if (group < 0) {
    return undefined;
  }
  const { rect, titleHeight, grid } = layout.groups[group];
  if (y < rect.y + titleHeight) {
    return { kind: 'title', group };
  }
  const place = grid && (grid.hexagonal ? hexagonAt(grid, x, y) : squareAt(grid, x, y));
  return place !== undefined && isOccupied(layout, grid!, place)
    ? { kind: 'cell', cell: grid!.firstCell + place }
    : undefined;
}

function squareAt(grid: Grid, x: number, y: number): number | undefined {
  const column = Math.floor((x - grid.x) / grid.pitchX);
  const row = Math.floor((y - grid.y) / grid.pitchY);
  return column >= 0 && column < grid.columns && row >= 0 && row < grid.rows ? row * grid.columns + column : undefined;
}

/** The lower point of a hexagon reaches into the row below. */
function hexagonAt(grid: Grid, x: number, y: number): number | undefined {
  const below = Math.floor((y - grid.y) / grid.pitchY);
  for (const row of [below, below - 1]) {
    const shift = row % 2 ? 0.5 : 0;
    const column = Math.floor((x - grid.x) / grid.pitchX - shift);
    if (row >= 0 && row < grid.rows && column >= 0 && column < grid.columns) {
      const fromCentreX = Math.abs(x - grid.x - (column + shift + 0.5) * grid.pitchX);
      const fromCentreY = Math.abs(y - grid.y - row * grid.pitchY - (grid.pitchX * HEXAGON_HEIGHT) / 2);
      if (fromCentreY + fromCentreX / Math.sqrt(3) <= (grid.pitchX * HEXAGON_HEIGHT) / 2) {
        return row * grid.columns + column;
      }
    }
  }
  return undefined;
}
