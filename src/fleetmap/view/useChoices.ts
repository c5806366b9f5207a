import { useCallback, useMemo, useState } from 'react';
import type { FleetMapOptions } from '../options';

/** The options that a viewer may have otherwise than the panel. */
export type Chosen = Partial<Pick<FleetMapOptions, 'fillBy' | 'grouped' | 'groupBy' | 'sizeBy'>>;

/**
 * The panel's options with what its viewer has chosen in their place. That outlives refreshes, is written nowhere, and gives
 * way when the panel's editor changes one of these options: who does that wants to see it.
 */
export function useChoices(own: FleetMapOptions) {
  const [chosen, setChosen] = useState<Chosen>({});
  const ownPart = JSON.stringify([own.showChoices, own.fillBy, own.grouped, own.groupBy, own.sizeBy]);
  const [before, setBefore] = useState(ownPart);
  if (before !== ownPart) {
    setBefore(ownPart);
    setChosen({});
  }
  return {
    options: useMemo(() => ({ ...own, ...chosen }), [own, chosen]),
    /** Whether anything is other than the panel has it. */
    isChosen: Object.keys(chosen).length > 0,
    choose: useCallback((part: Chosen) => setChosen((others) => ({ ...others, ...part })), []),
    reset: useCallback(() => setChosen({}), []),
  };
}
