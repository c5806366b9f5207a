import { useEffect, useState } from 'react';

interface Loaded<T> {
  value?: T;
  error?: Error;
}

/** Milliseconds until something that isn't whole is loaded again. */
const PAUSE = 3000;

/**
 * Loads something for a key (nothing without one), and again as long as `moves` says of it that it isn't whole yet; until the
 * first answer it is neither value nor error. The functions must be the same at each render.
 */
export function useLoaded<T>(
  key: string | undefined,
  load: (key: string) => Promise<T>,
  moves?: (value: T) => boolean
): Loaded<T> {
  const [loaded, setLoaded] = useState<{ key: string } & Loaded<T>>();
  useEffect(() => {
    if (key === undefined) {
      return;
    }
    let wanted = true;
    let timer: ReturnType<typeof setTimeout>;
    const keep = (result: Loaded<T>) => wanted && setLoaded({ key, ...result });
    const ask = () =>
      load(key).then(
        (value) => {
          keep({ value });
          if (wanted && moves?.(value)) {
            timer = setTimeout(ask, PAUSE);
          }
        },
        (reason: unknown) => keep({ error: reason instanceof Error ? reason : new Error(String(reason)) })
      );
    ask();
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [key, load, moves]);
  return loaded?.key === key ? (loaded ?? {}) : {};
}
