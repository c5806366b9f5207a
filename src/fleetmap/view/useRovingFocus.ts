import { useRef, useState, type FocusEvent, type KeyboardEvent } from 'react';

/**
 * One stop for Tab among the buttons of a toolbar: arrows, Home and End lead from one to the next. Spread `around` on what is
 * around the buttons, and give each the tabIndex of its place.
 */
export function useRovingFocus(count: number) {
  const [last, setLast] = useState(0);
  const element = useRef<HTMLDivElement>(null);
  const buttons = () => [...element.current!.querySelectorAll<HTMLElement>('button')];
  const active = Math.min(last, count - 1);

  const press = (event: KeyboardEvent) => {
    const to = { ArrowRight: active + 1, ArrowLeft: active - 1, Home: 0, End: count - 1 }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      event.stopPropagation();
      buttons()[(to + count) % count].focus();
    }
  };
  return {
    around: {
      ref: element,
      onKeyDown: press,
      onFocus: ({ target }: FocusEvent<HTMLElement>) => setLast(buttons().indexOf(target)),
    },
    tabIndexOf: (place: number) => (place === active ? 0 : -1),
    focusFirst: () => buttons()[0].focus(),
  };
}
