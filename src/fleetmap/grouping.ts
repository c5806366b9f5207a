/** A whole number as people read it: 12,345. Made once, as every title of the map has one and is painted often. */
export const grouping = new Intl.NumberFormat('en-US').format;
