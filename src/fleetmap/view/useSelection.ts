import type { InterpolateFunction } from '@grafana/data';
import { locationService } from '@grafana/runtime';
import { useCallback, useEffect, useReducer, useState } from 'react';

/**
 * Identity of the selected node. Where the options name a template variable it is the variable's value, so that other
 * panels follow and the address keeps it; else the panel keeps it for itself. A variable that the dashboard doesn't have is
 * told.
 */
export function useSelection(variable: string | undefined, replaceVariables: InterpolateFunction) {
  const [own, setOwn] = useState<string | null>(null);
  useRenderOnNewAddress();
  const reference = `\${${variable}:raw}`;
  const value = variable ? replaceVariables(reference) : undefined;
  // What is no variable stays as it is written.
  const isMissing = value === reference;
  // A dashboard takes its time to hear of a click: the click holds until the variable says something new.
  const [before, setBefore] = useState(value);
  if (before !== value) {
    setBefore(value);
    setOwn(null);
  }
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
    selected: own ?? (isMissing ? null : (value ?? null)),
    select,
    complaints: isMissing
      ? [
          `Selection variable: the dashboard has no variable "${variable}". Add it, or choose another in the panel's options.`,
        ]
      : [],
  };
}

/** Dashboards draw a panel anew for variables that its queries refer to; this one only names one, and the address keeps its value. */
function useRenderOnNewAddress() {
  const [, render] = useReducer((renders: number) => renders + 1, 0);
  useEffect(() => {
    const listening = locationService.getLocationObservable().subscribe(render);
    return () => listening.unsubscribe();
  }, []);
}
