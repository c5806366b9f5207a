import { EmptyState } from '@grafana/ui';
import { useLocation } from 'react-router-dom';

export function NotFoundPage() {
  const { pathname } = useLocation();
  return (
    <EmptyState variant="not-found" message="Not in the preview">
      Grafana may have a page at {pathname}; the preview shows dashboards, Explore, data sources and the app&apos;s own
      pages.
    </EmptyState>
  );
}
