import { Input } from '@grafana/ui';
import { useState, type ComponentProps, type KeyboardEvent } from 'react';

type Props = Omit<ComponentProps<typeof Input>, 'value' | 'onChange' | 'onBlur' | 'ref'> & {
  value: string;
  /** Told when the input is left, or Enter is pressed: a query doesn't run at each letter. */
  onCommit: (value: string) => void;
};

export function TextInput({ value, onCommit, ...props }: Props) {
  const [typed, setTyped] = useState<string>();
  const commit = () => {
    if (typed !== undefined && typed !== value) {
      onCommit(typed);
    }
    setTyped(undefined);
  };
  return (
    <Input
      {...props}
      value={typed ?? value}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={commit}
      onKeyDown={(event: KeyboardEvent) => event.key === 'Enter' && commit()}
    />
  );
}
