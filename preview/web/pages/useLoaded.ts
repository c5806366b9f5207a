import { useEffect, useState } from 'react';

interface Loaded<T> {
  value?: T;
  error?: Error;
}

/** What `load` resolves to, anew for each `key`. A late answer to an earlier key is dropped. */
export function useLoaded<T>(key: string, load: () => Promise<T>): Loaded<T> {
  const [state, setState] = useState<Loaded<T> & { key?: string }>({});
  useEffect(() => {
    let isCurrent = true;
    load().then(
      (value) => isCurrent && setState({ key, value }),
      (error) => isCurrent && setState({ key, error: toError(error) })
    );
    return () => {
      isCurrent = false;
    };
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the key says when to load again
  }, [key]);
  return state.key === key ? state : {};
}

const toError = (error: unknown) =>
  error instanceof Error
    ? error
    : new Error((error as { data?: { message?: string } })?.data?.message ?? JSON.stringify(error));
