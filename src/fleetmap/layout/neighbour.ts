import { minBy } from 'lodash';
import type { Direction, Grid, Layout, Rect } from '../model';
import { cellRect, groupIn, isOccupied } from './cells';
import { placeRect, placesIn } from './grid';

const STEPS = { left: [-1, 0], right: [1, 0], up: [0, -1], down: [0, 1] } as const;
type Arrow = keyof typeof STEPS;

/** The cell with nodes that a key leads to from a cell: through its group, then over to the group beside it. */
export function neighbour(layout: Layout, cell: number, direction: Direction): number {
  const group = groupIn(layout, cell);
  switch (direction) {
    case 'first':
      return firstFrom(layout, 0, 1) ?? cell;
    case 'last':
      return lastOccupied(layout) ?? cell;
    case 'nextGroup':
      return firstFrom(layout, group + 1, 1) ?? cell;
    case 'previousGroup':
      return firstFrom(layout, group - 1, -1) ?? cell;
    default: {
      const { grid } = layout.groups[group];
      const place = withinGrid(layout, grid!, cell - grid!.firstCell, direction);
      return place !== undefined ? grid!.firstCell + place : (acrossGroups(layout, cell, group, direction) ?? cell);
    }
  }
}

const occupiedPlaces = (layout: Layout, grid: Grid): number[] =>
  Array.from({ length: placesIn(grid) }, (_, place) => place).filter((place) => isOccupied(layout, grid, place));

/** The first cell with nodes of the next group that has any. */
function firstFrom(layout: Layout, from: number, step: 1 | -1): number | undefined {
  for (let group = from; group >= 0 && group < layout.groups.length; group += step) {
    const { grid } = layout.groups[group];
    for (let place = 0; grid && place < placesIn(grid); place++) {
      if (isOccupied(layout, grid, place)) {
        return grid.firstCell + place;
      }
    }
  }
  return undefined;
}

function lastOccupied(layout: Layout): number | undefined {
  const grid = layout.groups.findLast(({ grid }) => grid && occupiedPlaces(layout, grid).length > 0)?.grid;
  return grid && grid.firstCell + occupiedPlaces(layout, grid).pop()!;
}

function withinGrid(layout: Layout, grid: Grid, place: number, direction: Arrow): number | undefined {
  const [stepX, stepY] = STEPS[direction];
  const column = place % grid.columns;
  let row = Math.floor(place / grid.columns);
  if (stepX) {
    for (let to = column + stepX; to >= 0 && to < grid.columns; to += stepX) {
      if (isOccupied(layout, grid, row * grid.columns + to)) {
        return row * grid.columns + to;
      }
    }
    return undefined;
  }
  for (row += stepY; row >= 0 && row < grid.rows; row += stepY) {
    // The last row is rarely full: the cell nearest in it will do.
    for (let aside = 0; aside < grid.columns; aside++) {
      for (const to of [column - aside, column + aside]) {
        if (to >= 0 && to < grid.columns && isOccupied(layout, grid, row * grid.columns + to)) {
          return row * grid.columns + to;
        }
      }
    }
  }
  return undefined;
}

/** The nearest cell in the nearest box that lies in a direction; what lies straight ahead is nearer than what lies aside. */
function acrossGroups(layout: Layout, cell: number, from: number, direction: Arrow): number | undefined {
  const [stepX, stepY] = STEPS[direction];
  const start = cellRect(layout, cell);
  const here = { x: start.x + start.width / 2, y: start.y + start.height / 2 };
  const distanceTo = (rect: Rect): number => {
    const x = Math.max(rect.x - here.x, 0, here.x - rect.x - rect.width);
    const y = Math.max(rect.y - here.y, 0, here.y - rect.y - rect.height);
    return stepX ? x + 2 * y : y + 2 * x;
  };
  const around = layout.groups[from].rect;
  const isAhead = ({ x, y, width, height }: Rect): boolean =>
    (stepX > 0 && x >= around.x + around.width) ||
    (stepX < 0 && x + width <= around.x) ||
    (stepY > 0 && y >= around.y + around.height) ||
    (stepY < 0 && y + height <= around.y);

  const grid = minBy(
    layout.groups.filter(({ grid, count, rect }) => grid && count > 0 && isAhead(rect)),
    ({ rect }) => distanceTo(rect)
  )?.grid;
  const place = grid && minBy(occupiedPlaces(layout, grid), (to) => distanceTo(placeRect(grid, to)));
  return place === undefined ? undefined : grid!.firstCell + place;
}
