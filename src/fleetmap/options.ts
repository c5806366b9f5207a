/** What the panel's editor offers. A field is named by its name or by its display name; what is absent is chosen by the panel. */
export interface FleetMapOptions {
  /** Who a node is, from one refresh to the next and from one query to another. */
  identity?: string;
  label?: string;
  /** Whether nodes lie in boxes; without them all lie in one. Absent is true. */
  grouped?: boolean;
  /** Up to three fields, the outermost first; none is as absent. */
  groupBy?: string[];
  fillBy?: string;
  sizeBy?: string;
  /** Absent: the worst first. */
  orderBy?: string;
  orderDescending: boolean;
  shape: 'square' | 'hexagon';
  showSearch: boolean;
  /** Whether viewers may choose colours, groups and sizes otherwise than these options. */
  showChoices: boolean;
  showLegend: boolean;
  /** Template variable that is set to the identity of the node that is clicked. */
  selectionVariable?: string;
}

export const MOST_LEVELS = 3;

export const DEFAULT_OPTIONS: FleetMapOptions = {
  grouped: true,
  orderDescending: false,
  shape: 'square',
  showSearch: true,
  showChoices: true,
  showLegend: true,
};
