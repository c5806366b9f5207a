import { LoadingPlaceholder } from '@grafana/ui';
import { lazy, Suspense, type ComponentType } from 'react';

/**
 * A component whose code is loaded when it is first shown, so that dashboards don't load what only editors need. It waits
 * in its own place: without that, all of Grafana's page would.
 */
export function loadedOnDemand<Props extends object>(
  load: () => Promise<{ default: ComponentType<Props> }>
): ComponentType<Props> {
  const Loaded = lazy(load) as ComponentType<Props>;
  return function LoadedOnDemand(props: Props) {
    return (
      <Suspense fallback={<LoadingPlaceholder text="Loading..." />}>
        <Loaded {...props} />
      </Suspense>
    );
  };
}
