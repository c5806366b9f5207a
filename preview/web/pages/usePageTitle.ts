import { useEffect } from 'react';

export function usePageTitle(title = '') {
  useEffect(() => {
    document.title = [title, 'Preview, not Grafana'].filter(Boolean).join(' - ');
  }, [title]);
}
