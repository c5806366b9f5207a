import { EmptyState } from '@grafana/ui';
import { Navigate } from 'react-router-dom';
import type { Boot } from '../boot';

export function HomePage({ dashboards }: Pick<Boot, 'dashboards'>) {
  const [first] = dashboards;
  return first ? (
    <Navigate to={`/d/${first.uid}`} replace />
  ) : (
    <EmptyState variant="not-found" message="No dashboards">
      The built plugins bring no dashboards. Run npm run build and reload the page.
    </EmptyState>
  );
}
