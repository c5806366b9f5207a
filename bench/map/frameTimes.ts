/** When the browser has painted what was done, and begins the frame after it. */
export const painted = (): Promise<void> =>
  new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve())));

/**
 * A frame in which nothing is painted waits for a clock, whatever the browser's limit of frames: from now on one pixel always
 * is, in the corner. Returns what ends that.
 */
export function keepPainting(): () => void {
  const pixel = document.documentElement.appendChild(document.createElement('div'));
  pixel.style.cssText = 'position:fixed;left:0;top:0;width:1px;height:1px';
  let frame = 0;
  const step = (): void => {
    pixel.style.background = pixel.style.background === 'black' ? 'gray' : 'black';
    frame = requestAnimationFrame(step);
  };
  step();
  return () => {
    cancelAnimationFrame(frame);
    pixel.remove();
  };
}

/**
 * How long each frame takes in which something is done: from its beginning to the beginning of the next, in milliseconds. The
 * browser must run without a limit of its frame rate, or none would be shorter than the screen's.
 */
export async function frameTimes(frames: number, act: (frame: number) => void): Promise<number[]> {
  const times: number[] = [];
  const stop = keepPainting();
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
  stop();
  return times;
}
