import { type HierarchyRectangularNode, treemapSquarify } from 'd3-hierarchy';
import type { Group, LayoutOptions, Rect } from '../model';
import { type Branch, keyOf } from './tree';

const TITLE_HEIGHT = 20;
/** Narrower boxes would show little more of a title than its dots. */
const NARROWEST_TITLE = 56;
/** With less room than this for a node, only boxes that lose no more than a tenth of their height get a title. */
const ROOMY_CELL = 6;
/** A box smaller than this can't be told from a cell. */
const SMALLEST_BOX = 8;
/** The shorter side of a box, and how much of the area may go to groups that would have less by the number of their nodes. */
const THINNEST_BOX = 3;
const MOST_FOR_THIN = 0.25;
/** From box to box at the outer, middle and inner level. */
const GAPS = [6, 4, 2];
/** No group gets less of the box around it than this, so that what is small can be seen, and what is collapsed too. */
const COLLAPSED_SHARE = 0.02;
/** A level is laid out anew when a group's share has changed by more than a tenth of the level: less moves more than it mends. */
const CHANGE = 0.1;

type Place = Pick<Group, 'rect' | 'share'>;

export type Box = Pick<Group, 'key' | 'path' | 'parent' | 'rect' | 'titleHeight' | 'collapsed' | 'share' | 'folded'> & {
  branch: Branch;
  /** What is left of the rectangle under the title. */
  inner: Rect;
  /** No boxes inside: nodes lie here. */
  isLeaf: boolean;
};

/** Gives every group its box, each before those in it. Boxes of the layout before stay where shares have hardly changed. */
export function placeBoxes(root: Branch, options: LayoutOptions, before: ReadonlyMap<string, Group>): Box[] {
  const boxes: Box[] = [];

  const place = (branch: Branch, parent: number, rect: Rect, share: number): void => {
    const key = keyOf(branch.path);
    const kept = before.get(key);
    const isRoot = branch === root;
    const collapsed = options.collapsed.has(key) && !isRoot;
    const stays = isRoot ? before.size > 0 : kept !== undefined && sameRect(kept.rect, rect);
    const titleHeight = isRoot ? 0 : stays ? kept!.titleHeight : titleHeightIn(rect, branch.count);
    const inner = { ...rect, y: rect.y + titleHeight, height: rect.height - titleHeight };
    const hasRoom = branch.children.length * SMALLEST_BOX ** 2 <= (inner.width * inner.height) / 2;
    const gap = gapAt(branch, root, inner);
    const divide = (): Place[] | undefined => {
      const shares = sharesOf(branch, inner, options.collapsed, gap);
      return (stays && keptPlaces(branch, shares, before)) || squarify(inner, shares, gap);
    };
    const places = !collapsed && hasRoom && branch.children.length > 0 ? divide() : undefined;
    const isLeaf = !places;

    let index = parent;
    if (isLeaf || !isRoot) {
      const folded = isLeaf && !collapsed ? branch.children.length : 0;
      index =
        boxes.push({
          branch,
          key,
          path: branch.path,
          parent,
          rect,
          titleHeight,
          inner,
          collapsed,
          share,
          folded,
          isLeaf,
        }) - 1;
    }
    places?.forEach((at, i) => place(branch.children[i], index, at.rect, at.share));
  };

  place(root, -1, { x: 0, y: 0, width: options.width, height: options.height }, 1);
  return boxes;
}

function titleHeightIn({ width, height }: Rect, count: number): number {
  const roomForANode = Math.sqrt((width * height) / Math.max(1, count));
  const tall = height >= (roomForANode < ROOMY_CELL ? 10 : 2.5) * TITLE_HEIGHT;
  return tall && width >= NARROWEST_TITLE ? TITLE_HEIGHT : 0;
}

/**
 * Each child's part of the area, 0 to 1, in proportion to its nodes and big enough to be seen: no box is longer than the area,
 * so that this share keeps it from being thinner than a few pixels, unless there are too many of them.
 */
function sharesOf(
  { children, count }: Branch,
  { width, height }: Rect,
  collapsed: ReadonlySet<string>,
  gap: number
): number[] {
  const thin = Math.min((THINNEST_BOX + gap) / Math.min(width, height), MOST_FOR_THIN / children.length);
  const least = count * Math.max(SMALLEST_BOX ** 2 / (width * height), thin);
  const values = children.map((child) => {
    const value = collapsed.has(keyOf(child.path)) ? Math.min(child.count, count * COLLAPSED_SHARE) : child.count;
    return Math.max(value, least);
  });
  const sum = values.reduce((total, value) => total + value, 0);
  return values.map((value) => value / sum);
}

/** Shares stay those of the day when the level was laid out, or it could drift away in small steps. */
function keptPlaces({ children }: Branch, shares: number[], before: ReadonlyMap<string, Group>): Place[] | undefined {
  const kept = children.map(({ path }) => before.get(keyOf(path)));
  return kept.every((group, i) => group !== undefined && Math.abs(shares[i] - group.share) <= CHANGE)
    ? (kept as Place[])
    : undefined;
}

function gapAt(branch: Branch, root: Branch, { width, height }: Rect): number {
  const isDense = Math.sqrt((width * height) / Math.max(1, branch.count)) < ROOMY_CELL;
  const gap = GAPS[Math.min(branch.path.length - root.path.length, GAPS.length - 1)];
  return isDense ? gap / 2 : gap;
}

/** Rectangles of the given shares with their corners on whole pixels and the gap between them; none where one has no pixel left. */
function squarify({ x, y, width, height }: Rect, shares: number[], gap: number): Place[] | undefined {
  const children = shares.map((value) => ({ value, x0: 0, y0: 0, x1: 0, y1: 0 }));
  const parent = { value: 1, children } as unknown as HierarchyRectangularNode<unknown>;
  treemapSquarify(parent, x, y, x + width + gap, y + height + gap);
  const places = children.map(({ value, x0, y0, x1, y1 }) => {
    const [left, top, right, bottom] = [x0, y0, x1, y1].map(Math.round);
    return { share: value, rect: { x: left, y: top, width: right - left - gap, height: bottom - top - gap } };
  });
  return places.every(({ rect }) => rect.width >= 1 && rect.height >= 1) ? places : undefined;
}

export const sameRect = (a: Rect, b: Rect): boolean =>
  a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height;
