import { useEffect, useState } from 'react';

/** Loads something once for each key; until then it is neither value nor error. */
export function useLoaded<T>(key: string, load: (key: string) => Promise<T>): { value?: T; error?: Error } {
  const [loaded, setLoaded] = useState<{ key: string; value?: T; error?: Error }>();
  useEffect(() => {
    let wanted = true;
    const keep = (result: { value?: T; error?: Error }) => wanted && setLoaded({ key, ...result });
    load(key).then(
      (value) => keep({ value }),
      (reason: unknown) => keep({ error: reason instanceof Error ? reason : new Error(String(reason)) })
    );
    return () => {
      wanted = false;
    };
  }, [key, load]);
  return loaded?.key === key ? loaded : {};
}
