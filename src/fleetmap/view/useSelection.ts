import type { InterpolateFunction } from '@grafana/data';
import { locationService } from '@grafana/runtime';
import { useCallback, useState } from 'react';

/**
 * Identity of the selected node. Where the options name a template variable it is the variable's value, so that other
 * panels follow and the address keeps it; else the panel keeps it for itself.
 */
export function useSelection(variable: string | undefined, replaceVariables: InterpolateFunction) {
  const [own, setOwn] = useState<string | null>(null);
  const ofVariable = variable ? replaceVariables(`\${${variable}:raw}`) : null;
  const select = useCallback(
    (id: string) => {
      setOwn(id);
      if (variable) {
        locationService.partial({ [`var-${variable}`]: id }, true);
      }
    },
    [variable]
  );
  return { selected: ofVariable ?? own, select };
}
