/**
 * What the map is made of. Data becomes a `MapInput`, `layoutMap` gives everything in it a place, the layers of `paint/` draw
 * that, and `pickCell` finds the way back from a point. Everything that is there once for each node is a column, so that
 * 100,000 nodes cost bytes and not objects. Lengths are CSS pixels of the map; `MapView` says how they reach the screen.
 */
import type { Pattern } from '../statuses';

/** A look that nodes share, with what it means in words. */
export interface Fill {
  text: string;
  /** Any CSS colour, resolved for the theme. */
  color: string;
  pattern: Pattern;
}

/** One level of nested boxes: node n lies in the group called `names[codes[n]]`. */
export interface GroupLevel {
  /** What the level is called, such as `Region`. */
  label: string;
  names: string[];
  codes: Uint32Array;
}

/** By node: whole numbers from 0, no greater than there are nodes or values to tell apart. */
export type Ranks = Uint16Array | Uint32Array;

export interface MapInput {
  /** How many nodes there are: the length of every column. */
  count: number;
  /** Who a node is from one refresh to the next. Twins are told apart by their order. */
  ids: ArrayLike<string>;
  labels: ArrayLike<string>;
  /** Up to three, the outermost first. None: all nodes lie in one box without a title. */
  levels: GroupLevel[];
  /** Worst first: a tile shows the first fill that is among its nodes. */
  fills: Fill[];
  fillOf: Uint16Array;
  /** What sets a cell's area in proportion to the biggest; without it all are alike. What is no number above 0 is drawn smallest. */
  sizes?: Float64Array;
  /** The order of the nodes in a group that is laid out anew, the first rank first; without it the order of the rows. */
  order?: Ranks;
}

export interface Rect {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface LayoutOptions {
  width: number;
  height: number;
  shape: 'square' | 'hexagon';
  /** Keys of groups that are shown as one tile. */
  collapsed: ReadonlySet<string>;
  /** Key of the one group to show; null for the whole fleet. One that is no more is taken as null. */
  zoom: string | null;
}

/** The places in a group that has no boxes inside. Place p is in column p % columns of row p / columns. */
export interface Grid {
  /** Top left of the first place. */
  x: number;
  y: number;
  columns: number;
  rows: number;
  /** From one place to the next. */
  pitchX: number;
  pitchY: number;
  /** Odd rows stand half a pitch to the right. */
  hexagonal: boolean;
  /** 1: each place is a node's cell. More: places are tiles, each for up to so many nodes. */
  nodesPerCell: number;
  /** For how many nodes this was made. */
  fittedFor: number;
  /** Place p is cell firstCell + p of the layout. */
  firstCell: number;
  /** Its slots, `nodesPerCell` for each place, begin here in `Layout.slots`. */
  firstSlot: number;
}

/** A box. Groups stand in an order where each comes before those in it. */
export interface Group {
  /** The names on the way to it as one JSON array: the same from one refresh to the next. */
  key: string;
  path: string[];
  /** Index of the group around it, -1 for the outermost. */
  parent: number;
  rect: Rect;
  /** 0 where there is no room for a title. The title is the top of `rect`. */
  titleHeight: number;
  /** Nodes in it. */
  count: number;
  /** Nodes in it by fill: what the title's bar shows. */
  countByFill: Uint32Array;
  collapsed: boolean;
  /** Its part of the box around it when that was laid out, 0 to 1. */
  share: number;
  /** Groups that are in it and have no box of their own, because it would be too small to see. */
  folded: number;
  /** Only where no boxes are inside. */
  grid?: Grid;
}

/** What has happened in a cell since the layout before. */
export const CellChange = {
  None: 0,
  /** A node is here that was not. */
  Came: 1,
  /** A node was here, and the place is free. */
  Went: 2,
} as const;

export interface Layout {
  input: MapInput;
  options: LayoutOptions;
  groups: Group[];
  /** Cells and tiles, free ones too. Cells are numbered group after group, row after row. */
  cellCount: number;
  /** The node in a slot, -1 where it is free. */
  slots: Int32Array;
  /** By node; `NO_GROUP` where it is outside of the group that is zoomed into. */
  groupOf: Uint32Array;
  slotOf: Uint32Array;
  /** `CellChange` by cell. */
  changes: Uint8Array;
  /** How many nodes are in the layout. */
  shown: number;
  /** How many places are tiles of several nodes. Zero: every node has a cell. */
  tiles: number;
}

export const NO_GROUP = 0xffffffff;

/** What lies at a point; a title's group is an index into `Layout.groups`. */
export type Picked = { kind: 'cell'; cell: number } | { kind: 'title'; group: number };

export type Direction = 'left' | 'right' | 'up' | 'down' | 'nextGroup' | 'previousGroup' | 'first' | 'last';

/** How the map is looked at; a point (x, y) of the map is seen at ((x - left) * scale, (y - top) * scale). */
export interface MapView {
  scale: number;
  left: number;
  top: number;
  /** Fills that the legend has switched off: their nodes keep their cells, which are drawn empty. */
  hidden: ReadonlySet<number>;
  /** By node, 1 where it fits the search; absent without one. What doesn't fit is dimmed. */
  matches?: Uint8Array;
}

export const WHOLE: MapView = { scale: 1, left: 0, top: 0, hidden: new Set() };

/** Colours and type of everything but the fills. */
export interface MapTheme {
  background: string;
  /** What group boxes stand on, a little apart from the background. */
  box: string;
  text: string;
  textWeak: string;
  /** Outlines of the cell under the pointer, and of what is selected. */
  hover: string;
  selection: string;
  fontFamily: string;
}
