import { AppPlugin } from '@grafana/data';
import { lazy } from 'react';

const SourcesPage = lazy(() => import('./app/SourcesPage'));

export const plugin = new AppPlugin<{}>().setRootPage(SourcesPage);
