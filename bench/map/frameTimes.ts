/** When the browser has painted what was done, and begins the frame after it. */
export const painted = (): Promise<void> =>
  new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve())));

/**
 * A frame in which nothing is painted waits for a clock, whatever the browser's limit of frames: from now on one pixel always
 * is, in the corner. Tells when each frame begins, and returns what ends it all.
 */
export function keepPainting(onFrame?: (began: number) => void): () => void {
  const pixel = document.documentElement.appendChild(document.createElement('div'));
  pixel.style.cssText = 'position:fixed;left:0;top:0;width:1px;height:1px';
  let isOn = true;
  const step = (): void => {
    if (!isOn) {
      return;
    }
    onFrame?.(performance.now());
    pixel.style.background = pixel.style.background === 'black' ? 'gray' : 'black';
    requestAnimationFrame(step);
  };
  requestAnimationFrame(step);
  return () => {
    isOn = false;
    pixel.remove();
  };
}

/**
 * How long each frame takes in which something is done: from its beginning to the beginning of the next, in milliseconds. The
 * browser must run without a limit of its frame rate, or none would be shorter than the screen's.
 */
export async function frameTimes(frames: number, act: (frame: number) => void): Promise<number[]> {
  const times: number[] = [];
  let began: number | undefined;
  await new Promise<void>((resolve) => {
    const stop = keepPainting((now) => {
      if (began !== undefined) {
        times.push(now - began);
      }
      began = now;
      if (times.length < frames) {
        act(times.length);
      } else {
        stop();
        resolve();
      }
    });
  });
  return times;
}
