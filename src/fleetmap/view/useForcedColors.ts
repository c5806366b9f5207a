import { useSyncExternalStore } from 'react';

const QUERY = '(forced-colors: active)';

/** Whether the reader's system chooses the colours. */
export function useForcedColors(): boolean {
  return useSyncExternalStore(
    (changed) => {
      const query = window.matchMedia(QUERY);
      query.addEventListener('change', changed);
      return () => query.removeEventListener('change', changed);
    },
    () => window.matchMedia(QUERY).matches
  );
}
