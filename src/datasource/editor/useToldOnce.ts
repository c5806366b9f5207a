import { isEqual } from 'lodash';
import { useRef } from 'react';

/**
 * Tells of a change once, however often it is asked to on top of the same value. Grafana 12's Combobox, under React 18, tells
 * of one choice again at every rendering that comes before what the pointer did on its way there; Explore renders at once at
 * every change that it is told of: together they would go on until React stops them.
 */
export function useToldOnce<Change>(value: unknown, tell: (change: Change) => void): (change: Change) => void {
  const last = useRef<{ value: unknown; change: Change }>(undefined);
  return (change) => {
    if (last.current?.value !== value || !isEqual(last.current?.change, change)) {
      last.current = { value, change };
      tell(change);
    }
  };
}
