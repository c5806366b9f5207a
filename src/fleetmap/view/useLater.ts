import { useEffect, useState } from 'react';

/** What the picture doesn't wait for: worked out once it is painted, and until then as it was for the input before. */
export function useLater<Input, Result>(input: Input, work: (input: Input) => Result, first: Result): Result {
  const [result, setResult] = useState(first);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    // A frame's callbacks run before it is painted, and timers that they set after it.
    const frame = requestAnimationFrame(() => {
      timer = setTimeout(() => setResult(work(input)));
    });
    return () => {
      cancelAnimationFrame(frame);
      clearTimeout(timer);
    };
  }, [input, work]);
  return result;
}
