import { locationService } from '@grafana/runtime';
import { createRoot } from 'react-dom/client';
import type { Boot } from './boot';
import { installServices } from './services/installServices';
import { followLinksInPage } from './shell/followLinksInPage';
import { Page } from './shell/Page';

/** Entry of the page, once `window.grafanaBootData` stands. */
export async function start(boot: Boot) {
  installServices();
  followLinksInPage(locationService);
  Object.assign(window, { MonacoEnvironment: { getWorker } });
  createRoot(document.getElementById('reactRoot')!).render(<Page boot={boot} />);
}

/** The code editor checks JSON in a worker of its own. */
function getWorker(_moduleId: unknown, label: string) {
  return new Worker(`/${label === 'json' ? 'json' : 'editor'}.worker.js`, { type: 'module' });
}
