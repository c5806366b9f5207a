import type { InterpolateFunction } from '@grafana/data';
import { locationService } from '@grafana/runtime';
import { useCallback, useState } from 'react';

/**
 * Identity of the selected node. Where the options name a template variable it is the variable's value, so that other
 * panels follow and the address keeps it; else the panel keeps it for itself. A variable that the dashboard doesn't have is
 * told.
 */
export function useSelection(variable: string | undefined, replaceVariables: InterpolateFunction) {
  const [own, setOwn] = useState<string | null>(null);
  const reference = `\${${variable}:raw}`;
  const value = variable ? replaceVariables(reference) : undefined;
  // What is no variable stays as it is written.
  const isMissing = value === reference;
  const select = useCallback(
    (id: string) => {
      setOwn(id);
      if (variable && !isMissing) {
        locationService.partial({ [`var-${variable}`]: id }, true);
      }
    },
    [variable, isMissing]
  );
  return {
    selected: variable && !isMissing ? (value ?? null) : own,
    select,
    complaints: isMissing
      ? [
          `Selection variable: the dashboard has no variable "${variable}". Add it, or choose another in the panel's options.`,
        ]
      : [],
  };
}
