import { useId, type ReactElement } from 'react';

interface Props {
  name: string;
  children: (name: { 'aria-labelledby': string }) => ReactElement;
}

/** Names an input that has no visible label; Combobox and MultiCombobox take no `aria-label`. */
export function Named({ name, children }: Props) {
  const id = useId();
  return (
    <>
      <span id={id} hidden>
        {name}
      </span>
      {children({ 'aria-labelledby': id })}
    </>
  );
}
