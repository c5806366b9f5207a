/** When the browser has painted what was done, and begins the frame after it. */
export const painted = (): Promise<void> =>
  new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve())));

/**
 * How long each frame takes in which something is done: from its beginning to the beginning of the next, in milliseconds. The
 * browser must run without a limit of its frame rate, or none would be shorter than the screen's.
 */
export async function frameTimes(frames: number, act: (frame: number) => void): Promise<number[]> {
  const times: number[] = [];
  await new Promise<void>((resolve) => {
    let began: number | undefined;
    const step = (): void => {
      const now = performance.now();
      if (began !== undefined) {
        times.push(now - began);
      }
      if (times.length === frames) {
        resolve();
        return;
      }
      began = now;
      act(times.length);
      requestAnimationFrame(step);
    };
    requestAnimationFrame(step);
  });
  return times;
}
