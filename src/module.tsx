import { AppPlugin } from '@grafana/data';
import { loadedOnDemand } from './loadedOnDemand';

export const plugin = new AppPlugin().setRootPage(loadedOnDemand(() => import('./app/SourcesPage')));
