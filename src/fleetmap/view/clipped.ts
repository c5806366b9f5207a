/** Cut off at its edges, but for the ring around what has the focus there. */
export const clipped = { overflow: 'clip', overflowClipMargin: 4 } as const;
