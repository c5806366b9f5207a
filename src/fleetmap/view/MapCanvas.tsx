import { css } from '@emotion/css';
import { useStyles2 } from '@grafana/ui';
import { isEqual } from 'lodash';
import {
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  type MouseEvent,
  type PointerEvent,
  type RefObject,
} from 'react';
import { pickCell, toMap } from '../layout/pickCell';
import type { Layout, MapTheme, MapView, Picked } from '../model';
import { CellLayer } from '../paint/CellLayer';
import { MarkLayer } from '../paint/MarkLayer';
import type { useLens } from './useLens';

interface Props {
  layout: Layout;
  theme: MapTheme;
  /** What the legend and the search make of the nodes. */
  seen: Pick<MapView, 'hidden' | 'matches'>;
  selected: number[];
  onHover(hovered: { picked: Picked; x: number; y: number } | null): void;
  onPick(picked: Picked, x: number, y: number): void;
  frame: RefObject<HTMLDivElement | null>;
  controls: Pick<ReturnType<typeof useLens>, 'lens' | 'press' | 'move' | 'release'>;
}

/** The picture, in three layers, and what a pointer does with it. Keys and screen readers use the grid beside it. */
export function MapCanvas({ layout, theme, seen, selected, onHover, onPick, frame, controls }: Props) {
  const styles = useStyles2(getStyles);
  const cells = useRef<HTMLCanvasElement>(null);
  const selection = useRef<HTMLCanvasElement>(null);
  const hover = useRef<HTMLCanvasElement>(null);
  const layers = useRef<{ cells: CellLayer; selection: MarkLayer; hover: MarkLayer } | null>(null);
  const [hovered, setHovered] = useState<Picked>();
  const pixelRatio = usePixelRatio();
  const { width, height } = layout.options;
  const { lens, press, move, release } = controls;
  const wasMoved = useRef(false);

  useLayoutEffect(() => {
    if (!cells.current || !selection.current || !hover.current) {
      return;
    }
    layers.current ??= {
      cells: new CellLayer(cells.current),
      selection: new MarkLayer(selection.current),
      hover: new MarkLayer(hover.current),
    };
    layers.current.cells.paint(layout, theme, { ...lens, ...seen }, pixelRatio);
  }, [layout, theme, lens, seen, pixelRatio]);

  useLayoutEffect(() => {
    layers.current?.selection.paint(layout, theme, { ...lens, ...seen }, pixelRatio, selected, theme.selection);
  }, [layout, theme, lens, seen, pixelRatio, selected]);

  useLayoutEffect(() => {
    const marked = hovered?.kind === 'cell' && hovered.cell < layout.cellCount ? [hovered.cell] : [];
    layers.current?.hover.paint(layout, theme, { ...lens, ...seen }, pixelRatio, marked, theme.hover);
  }, [layout, theme, lens, seen, pixelRatio, hovered]);

  const pickAt = ({ clientX, clientY }: { clientX: number; clientY: number }): Picked | undefined => {
    const { left, top } = frame.current!.getBoundingClientRect();
    const { x, y } = toMap({ ...lens, ...seen }, clientX - left, clientY - top);
    return pickCell(layout, x, y);
  };
  const leave = () => {
    setHovered(undefined);
    onHover(null);
  };
  const onMove = (event: PointerEvent) => {
    if (move(event.pointerId, event.clientX, event.clientY)) {
      leave();
      return;
    }
    const picked = pickAt(event);
    if (picked) {
      // The same cell as before is no news to the layer of the hover.
      setHovered((before) => (isEqual(before, picked) ? before : picked));
      onHover({ picked, x: event.clientX, y: event.clientY });
    } else {
      leave();
    }
  };
  const lift = ({ pointerId }: PointerEvent) => {
    wasMoved.current = release(pointerId);
  };
  const click = (event: MouseEvent) => {
    if (wasMoved.current) {
      return;
    }
    const picked = pickAt(event);
    if (picked) {
      leave();
      onPick(picked, event.clientX, event.clientY);
    }
  };

  return (
    <div
      ref={frame}
      className={styles.frame}
      aria-hidden
      data-testid="fleet map canvas"
      style={{
        cursor: hovered ? 'pointer' : lens.scale > 1 ? 'grab' : undefined,
        touchAction: lens.scale > 1 ? 'none' : 'pan-x pan-y',
      }}
      onPointerDown={({ currentTarget, pointerId, clientX, clientY }) => {
        if (lens.scale > 1) {
          currentTarget.setPointerCapture(pointerId); // so that a drag goes on beyond the edge of the map
        }
        press(pointerId, clientX, clientY);
      }}
      onPointerMove={onMove}
      onPointerUp={lift}
      onPointerCancel={lift}
      onPointerLeave={(event) => {
        release(event.pointerId);
        leave();
      }}
      onClick={click}
    >
      <canvas ref={cells} className={styles.layer} style={{ width, height }} />
      <canvas ref={selection} className={styles.layer} />
      <canvas ref={hover} className={styles.layer} />
    </div>
  );
}

/** Changes when the window moves to another screen, and when the page is zoomed. */
function usePixelRatio(): number {
  const [ratio, setRatio] = useState(window.devicePixelRatio);
  useEffect(() => {
    const query = window.matchMedia(`(resolution: ${ratio}dppx)`);
    const changed = () => setRatio(window.devicePixelRatio);
    query.addEventListener('change', changed);
    return () => query.removeEventListener('change', changed);
  }, [ratio]);
  return ratio;
}

const getStyles = () => ({
  frame: css({ position: 'absolute', inset: 0, overflow: 'hidden' }),
  layer: css({ position: 'absolute', inset: 0, display: 'block' }),
});
