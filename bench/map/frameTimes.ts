/** When the browser has painted what was done, and begins the frame after it. */
export const painted = (): Promise<void> =>
  new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve())));

/**
 * How long each frame takes in which something is done: from its beginning to the beginning of the next, in milliseconds. The
 * browser must run without a limit of its frame rate, or none would be shorter than the screen's.
 */
export async function frameTimes(frames: number, act: (frame: number) => void): Promise<number[]> {
  const times: number[] = [];
  // A frame in which nothing is painted waits for the clock all the same: one pixel always is.
  const pixel = document.body.appendChild(document.createElement('div'));
  pixel.style.cssText = 'position:absolute;right:0;bottom:0;width:1px;height:1px';
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
      pixel.style.background = times.length % 2 ? '#111' : '#222';
      act(times.length);
      requestAnimationFrame(step);
    };
    requestAnimationFrame(step);
  });
  pixel.remove();
  return times;
}
