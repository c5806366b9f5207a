import { Input } from '@grafana/ui';
import { useState, type ComponentProps } from 'react';

type Props = Omit<ComponentProps<typeof Input>, 'value' | 'onChange' | 'onBlur' | 'ref'> & {
  value: string;
  /** Told at each letter. What is said of a setting only when its input is left moves Save & test from under the click that leaves it. */
  onChange: (value: string) => void;
};

/** Shows what is typed until it is left: the setting may be without a blank at its end that more is to follow. */
export function SettingInput({ value, onChange, ...props }: Props) {
  const [typed, setTyped] = useState<string>();
  return (
    <Input
      {...props}
      value={typed ?? value}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        onChange(event.currentTarget.value);
      }}
      onBlur={() => setTyped(undefined)}
    />
  );
}
