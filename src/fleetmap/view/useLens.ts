import { useCallback, useEffect, useRef, useState, type RefObject } from 'react';
import type { Rect } from '../model';

/** How the whole map is looked at: part of `MapView`. */
export interface Lens {
  scale: number;
  left: number;
  top: number;
}

interface Point {
  x: number;
  y: number;
}

const WHOLE: Lens = { scale: 1, left: 0, top: 0 };
const GREATEST = 40;
/** A pointer that has moved by less than this, in CSS pixels, has clicked. */
const SLOP = 4;

/**
 * Ctrl and the wheel, or two fingers, magnify around where they are; dragging moves what is magnified. The wheel or a finger
 * alone scrolls the dashboard, as over every other panel.
 */
export function useLens(element: RefObject<HTMLElement | null>, width: number, height: number) {
  const [lens, setLens] = useState(WHOLE);
  const pointers = useRef(new Map<number, Point>());
  const moved = useRef(0);
  const reset = useCallback(() => setLens(WHOLE), []);

  useEffect(() => {
    const watched = element.current;
    if (!watched) {
      return;
    }
    // React's own listeners are passive and could not keep the page from zooming.
    const onWheel = (event: WheelEvent) => {
      if (!event.ctrlKey) {
        return;
      }
      event.preventDefault();
      const { left, top } = watched.getBoundingClientRect();
      const [x, y] = [event.clientX - left, event.clientY - top];
      setLens((before) => magnify(before, Math.exp(-event.deltaY / 300), x, y, width, height));
    };
    const onTouch = (event: TouchEvent) => {
      if (event.touches.length > 1) {
        event.preventDefault();
      }
    };
    watched.addEventListener('wheel', onWheel, { passive: false });
    watched.addEventListener('touchstart', onTouch, { passive: false });
    return () => {
      watched.removeEventListener('wheel', onWheel);
      watched.removeEventListener('touchstart', onTouch);
    };
  }, [element, width, height]);

  return {
    lens,
    reset,
    /** Brings a part of the map into view. */
    reveal: (rect: Rect) => setLens((before) => reveal(before, rect, width, height)),
    press: (pointer: number, x: number, y: number) => {
      moved.current = pointers.current.size > 0 ? Infinity : 0;
      pointers.current.set(pointer, { x, y });
    },
    /** Whether the map is being dragged or magnified. */
    move: (pointer: number, x: number, y: number): boolean => {
      const from = pointers.current.get(pointer);
      if (!from) {
        return false;
      }
      const other = [...pointers.current].find(([id]) => id !== pointer)?.[1];
      moved.current += Math.abs(x - from.x) + Math.abs(y - from.y);
      pointers.current.set(pointer, { x, y });
      if (moved.current <= SLOP || (lens.scale === 1 && !other)) {
        return false;
      }
      const { left, top } = element.current!.getBoundingClientRect();
      setLens((before) => {
        if (!other) {
          return pan(before, x - from.x, y - from.y, width, height);
        }
        const factor = distance({ x, y }, other) / Math.max(distance(from, other), 1);
        return magnify(before, factor, other.x - left, other.y - top, width, height);
      });
      return true;
    },
    /** Lifts a pointer; whether it has moved anything, which makes the click that follows no click. */
    release: (pointer: number): boolean => {
      pointers.current.delete(pointer);
      return moved.current > SLOP && (lens.scale > 1 || moved.current === Infinity);
    },
  };
}

const distance = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y);

function pan({ scale, left, top }: Lens, x: number, y: number, width: number, height: number): Lens {
  return within({ scale, left: left - x / scale, top: top - y / scale }, width, height);
}

/** The same, if a part of the map is in view; else with that in the middle. */
export function reveal(lens: Lens, rect: Rect, width: number, height: number): Lens {
  const { scale, left, top } = lens;
  const isInView =
    rect.x >= left &&
    rect.x + rect.width <= left + width / scale &&
    rect.y >= top &&
    rect.y + rect.height <= top + height / scale;
  const [x, y] = [rect.x + rect.width / 2, rect.y + rect.height / 2];
  return isInView ? lens : within({ scale, left: x - width / scale / 2, top: y - height / scale / 2 }, width, height);
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
