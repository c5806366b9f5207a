import { Field, Label } from '@grafana/ui';
import { useId, type ComponentProps } from 'react';

interface Props {
  label: string;
  description?: string;
  error?: string;
  /** Makes the input, which takes its name from what it is given: spread it. */
  children: (name: { id: string; 'aria-labelledby': string }) => ComponentProps<typeof Field>['children'];
}

/** An input with its label, which is tied to it both ways: MultiCombobox looks at `aria-labelledby` only. */
export function Labelled({ label, description, error, children }: Props) {
  const id = useId();
  const labelId = `${id}-label`;
  const title = (
    <Label id={labelId} htmlFor={id} description={description}>
      {label}
    </Label>
  );
  return (
    <Field noMargin label={title} invalid={error !== undefined} error={error}>
      {children({ id, 'aria-labelledby': labelId })}
    </Field>
  );
}
