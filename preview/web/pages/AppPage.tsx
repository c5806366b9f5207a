import { type AppPluginMeta, PluginContextProvider } from '@grafana/data';
import { locationSearchToObject } from '@grafana/runtime';
import { Alert, LoadingPlaceholder } from '@grafana/ui';
import { useLocation, useParams } from 'react-router-dom';
import { importAppPlugin } from '../plugins/importPlugin';
import { NotFoundPage } from './NotFoundPage';
import { useLoaded } from './useLoaded';
import { usePageTitle } from './usePageTitle';

/** An app plugin's own pages: its root component routes what follows /a/<plugin id>. */
export function AppPage({ apps }: { apps: Record<string, AppPluginMeta> }) {
  const { pluginId = '' } = useParams();
  const meta = apps[pluginId];
  usePageTitle(meta?.name);
  return meta ? <App key={pluginId} meta={meta} /> : <NotFoundPage />;
}

function App({ meta }: { meta: AppPluginMeta }) {
  const { pathname, search } = useLocation();
  const { value: plugin, error } = useLoaded(meta.id, () => importAppPlugin(meta));
  if (error) {
    return <Alert title={`App ${meta.name} can't be loaded`}>{error.message}</Alert>;
  }
  if (!plugin?.root) {
    return <LoadingPlaceholder text="Loading app" />;
  }
  return (
    <PluginContextProvider meta={meta}>
      <plugin.root
        meta={meta}
        basename={`/a/${meta.id}`}
        onNavChanged={() => {}}
        query={locationSearchToObject(search)}
        path={pathname}
      />
    </PluginContextProvider>
  );
}
