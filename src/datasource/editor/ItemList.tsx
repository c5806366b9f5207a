import { Button, IconButton, Stack } from '@grafana/ui';
import { useState, type ReactElement } from 'react';

interface Props<T> {
  items: T[];
  /** What one item is called: `filter`. */
  noun: string;
  onChange: (items: T[]) => void;
  /** Draws one item; a new one is undefined until it is complete and told to `onChange`. */
  children: (item: T | undefined, onChange: (item: T) => void) => ReactElement;
}

/** A list whose items can be added, changed and taken away. */
export function ItemList<T>({ items, noun, onChange, children }: Props<T>) {
  const [adding, setAdding] = useState(false);
  const add = (item: T) => {
    setAdding(false);
    onChange([...items, item]);
  };
  const remove = (index: number) => onChange(items.filter((_, at) => at !== index));

  return (
    <Stack direction="column" gap={1} alignItems="flex-start">
      {items.map((item, index) => (
        // Items have no identity of their own beside their place.
        <Stack key={index} gap={0.5} alignItems="center" wrap="wrap">
          {children(item, (changed) => onChange(items.map((other, at) => (at === index ? changed : other))))}
          <IconButton name="trash-alt" aria-label={`Remove ${noun} ${index + 1}`} onClick={() => remove(index)} />
        </Stack>
      ))}
      {adding && (
        <Stack key={items.length} gap={0.5} alignItems="center" wrap="wrap">
          {children(undefined, add)}
          <IconButton name="trash-alt" aria-label={`Remove new ${noun}`} onClick={() => setAdding(false)} />
        </Stack>
      )}
      <Button
        variant="secondary"
        fill="outline"
        size="sm"
        icon="plus"
        disabled={adding}
        onClick={() => setAdding(true)}
      >
        {`Add ${noun}`}
      </Button>
    </Stack>
  );
}
