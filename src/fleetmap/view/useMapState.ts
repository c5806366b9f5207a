import { useCallback, useDeferredValue, useMemo, useState } from 'react';
import { searchNodes } from '../data/search';
import type { MapInput, MapView } from '../model';

/** What the reader has done with the map: filtered, searched, collapsed and zoomed. It outlives every refresh. */
export function useMapState(input: MapInput) {
  // By text, as a refresh may number the fills anew.
  const [hiddenTexts, setHiddenTexts] = useState<ReadonlySet<string>>(new Set());
  const [search, setSearch] = useState('');
  const [collapsed, setCollapsed] = useState<ReadonlySet<string>>(new Set());
  const [zoom, setZoom] = useState<string | null>(null);

  const { fills } = input;
  const hidden = useMemo(
    () => new Set(fills.flatMap(({ text }, fill) => (hiddenTexts.has(text) ? [fill] : []))),
    [fills, hiddenTexts]
  );
  const wanted = useDeferredValue(search);
  const found = useMemo(() => searchNodes(input, wanted), [input, wanted]);
  const seen: Pick<MapView, 'hidden' | 'matches'> = useMemo(
    () => ({ hidden, matches: found?.matches }),
    [hidden, found]
  );

  return {
    hidden,
    toggleFill: useCallback((fill: number) => setHiddenTexts((before) => toggled(before, fills[fill].text)), [fills]),
    showAllFills: useCallback(() => setHiddenTexts(new Set()), []),
    search,
    setSearch,
    found: found && { text: wanted.trim(), matched: found.matched },
    seen,
    collapsed,
    toggleGroup: useCallback((key: string) => setCollapsed((before) => toggled(before, key)), []),
    zoom,
    setZoom,
  };
}

function toggled(set: ReadonlySet<string>, member: string): ReadonlySet<string> {
  const changed = new Set(set);
  if (!changed.delete(member)) {
    changed.add(member);
  }
  return changed;
}
