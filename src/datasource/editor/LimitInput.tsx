import { useState } from 'react';
import { Labelled } from './Labelled';
import { TextInput } from './TextInput';

interface Props {
  value: number | undefined;
  onChange: (value: number | undefined) => void;
}

/** How many rows at most; what is no limit stays in the input with the reason, and isn't run. */
export function LimitInput({ value, onChange }: Props) {
  const [wrong, setWrong] = useState<string>();
  const commit = (text: string) => {
    const limit = text.trim() === '' ? undefined : Number(text);
    const isLimit = limit === undefined || (Number.isInteger(limit) && limit >= 1);
    setWrong(isLimit ? undefined : text);
    if (isLimit) {
      onChange(limit);
    }
  };
  return (
    <Labelled
      label="Limit"
      error={wrong === undefined ? undefined : `"${wrong}" is not a limit: enter 1 or more, or nothing for all rows`}
    >
      {(name) => (
        <TextInput
          {...name}
          width={12}
          placeholder="All rows"
          value={wrong ?? value?.toString() ?? ''}
          onCommit={commit}
        />
      )}
    </Labelled>
  );
}
