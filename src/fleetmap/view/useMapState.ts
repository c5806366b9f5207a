import { useCallback, useDeferredValue, useMemo, useState } from 'react';
import { searchNodes } from '../data/search';
import type { MapInput, MapView } from '../model';
import { toggledIn, useShownFills } from './useShownFills';

/**
 * What the reader has done with the map: filtered, searched, collapsed and zoomed. It outlives every refresh. `filledBy`: what
 * the cells are coloured by.
 */
export function useMapState(input: MapInput, filledBy: string | undefined) {
  const { hidden, ...legend } = useShownFills(input.fills, filledBy);
  const [search, setSearch] = useState('');
  const [collapsed, setCollapsed] = useState<ReadonlySet<string>>(new Set());
  const [zoomedKey, setZoom] = useState<string | null>(null);

  const inside = useMemo(() => membersOf(input, zoomedKey), [input, zoomedKey]);
  const zoom = inside ? zoomedKey : null;
  const wanted = useDeferredValue(search);
  const found = useMemo(() => searchNodes(input, wanted), [input, wanted]);
  const seen: Pick<MapView, 'hidden' | 'matches'> = useMemo(
    () => ({ hidden, matches: found?.matches }),
    [hidden, found]
  );

  return {
    hidden,
    ...legend,
    search,
    setSearch,
    /** Matches in what is shown: the whole fleet, or the group that is zoomed into. */
    found: useMemo(
      () => found && { text: wanted.trim(), matched: countBoth(found.matches, inside) },
      [found, wanted, inside]
    ),
    seen,
    collapsed,
    toggleGroup: useCallback((key: string) => setCollapsed((before) => toggledIn(before, key)), []),
    /** Key of the group that is shown alone; null while it is not in the data. */
    zoom,
    /** Names on the way to that group. */
    path: useMemo(() => (zoom === null ? [] : (JSON.parse(zoom) as string[])), [zoom]),
    /** By node, 1 in that group; absent for the whole fleet. */
    inside,
    setZoom,
  };
}

/** What legend, search and zoom let through. */
export function nodesLeft(
  { count, fillOf }: MapInput,
  { hidden, matches }: Pick<MapView, 'hidden' | 'matches'>,
  inside: Uint8Array | undefined
): number[] {
  return Array.from({ length: count }, (_, node) => node).filter(
    (node) => !hidden.has(fillOf[node]) && (!matches || matches[node]) && (!inside || inside[node])
  );
}

/** The nodes of the group with a key; undefined where there is no such group. */
function membersOf({ count, levels }: MapInput, key: string | null): Uint8Array | undefined {
  const path = key === null ? [] : (JSON.parse(key) as string[]);
  const codes = path.map((name, level) => levels[level]?.names.indexOf(name) ?? -1);
  if (codes.length === 0 || codes.includes(-1)) {
    return undefined;
  }
  const members = new Uint8Array(count).map((_, node) =>
    codes.every((code, level) => levels[level].codes[node] === code) ? 1 : 0
  );
  return members.includes(1) ? members : undefined;
}

function countBoth(matches: Uint8Array, inside: Uint8Array | undefined): number {
  return matches.reduce((sum, match, node) => sum + (inside ? match & inside[node] : match), 0);
}
