import { useCallback, useEffect, useRef, useState, type RefObject } from 'react';

/** How the whole map is looked at: part of `MapView`. */
export interface Lens {
  scale: number;
  left: number;
  top: number;
}

const WHOLE: Lens = { scale: 1, left: 0, top: 0 };
const GREATEST = 40;

/**
 * Ctrl and the wheel (or a pinch) magnify around the pointer; dragging moves what is magnified. The wheel alone scrolls the
 * dashboard, as over every other panel.
 */
export function useMapView(element: RefObject<HTMLElement | null>, width: number, height: number) {
  const [lens, setLens] = useState(WHOLE);
  const drag = useRef<{ x: number; y: number; lens: Lens; moved: boolean } | null>(null);
  const reset = useCallback(() => setLens(WHOLE), []);

  useEffect(() => {
    const watched = element.current;
    if (!watched) {
      return;
    }
    const onWheel = (event: WheelEvent) => {
      if (!event.ctrlKey) {
        return;
      }
      // React's own wheel listeners are passive and could not keep the page from zooming.
      event.preventDefault();
      const { left, top } = watched.getBoundingClientRect();
      const [x, y] = [event.clientX - left, event.clientY - top];
      setLens((before) => magnify(before, Math.exp(-event.deltaY / 300), x, y, width, height));
    };
    watched.addEventListener('wheel', onWheel, { passive: false });
    return () => watched.removeEventListener('wheel', onWheel);
  }, [element, width, height]);

  return {
    lens,
    reset,
    startDrag: (x: number, y: number) => {
      drag.current = { x, y, lens, moved: false };
    },
    /** Whether the map is being dragged. */
    dragTo: (x: number, y: number): boolean => {
      const from = drag.current;
      if (!from || from.lens.scale === 1) {
        return false;
      }
      from.moved ||= Math.abs(x - from.x) + Math.abs(y - from.y) > 4;
      if (from.moved) {
        const { scale, left, top } = from.lens;
        setLens(within({ scale, left: left - (x - from.x) / scale, top: top - (y - from.y) / scale }, width, height));
      }
      return from.moved;
    },
    /** Ends a drag; whether there was one, which makes the click that follows no click. */
    endDrag: (): boolean => {
      const moved = drag.current?.moved ?? false;
      drag.current = null;
      return moved;
    },
  };
}

/** Keeps the point of the map that is at (x, y) of the canvas where it is. */
export function magnify(lens: Lens, factor: number, x: number, y: number, width: number, height: number): Lens {
  const scale = Math.min(Math.max(lens.scale * factor, 1), GREATEST);
  return within(
    { scale, left: lens.left + x / lens.scale - x / scale, top: lens.top + y / lens.scale - y / scale },
    width,
    height
  );
}

/** Nothing beyond the map's edges is ever in view. */
function within({ scale, left, top }: Lens, width: number, height: number): Lens {
  return {
    scale,
    left: Math.min(Math.max(left, 0), width - width / scale),
    top: Math.min(Math.max(top, 0), height - height / scale),
  };
}
