import { css } from '@emotion/css';
import { Global } from '@emotion/react';
import type { GrafanaTheme2 } from '@grafana/data';
import { locationService, LocationServiceProvider } from '@grafana/runtime';
import { ErrorBoundaryAlert, GlobalStyles, PortalContainer, useStyles2 } from '@grafana/ui';
import { useEffect, useState } from 'react';
import { Route, Router, Routes } from 'react-router-dom';
import type { Boot } from '../boot';
import { AppPage } from '../pages/AppPage';
import { DashboardPage } from '../pages/DashboardPage';
import { DataSourcePage } from '../pages/DataSourcePage';
import { DataSourcesPage } from '../pages/DataSourcesPage';
import { ExplorePage } from '../pages/ExplorePage';
import { HomePage } from '../pages/HomePage';
import { NotFoundPage } from '../pages/NotFoundPage';
import { Navigation } from './Navigation';
import { PreviewBar } from './PreviewBar';
import { ThemeSwitch } from './ThemeSwitch';
import { Toasts } from './Toasts';

/** The frame around every page, and which page is at which address; addresses are Grafana's. */
export function Page({ boot }: { boot: Boot }) {
  return (
    <ThemeSwitch>
      <GlobalStyles />
      <Global styles={{ body: { margin: 0 } }} />
      <LocationServiceProvider service={locationService}>
        <GrafanaRouter>
          <Frame boot={boot} />
          <Toasts />
          <PortalContainer />
        </GrafanaRouter>
      </LocationServiceProvider>
    </ThemeSwitch>
  );
}

function Frame({ boot }: { boot: Boot }) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.frame}>
      <PreviewBar version={boot.version} />
      <div className={styles.body}>
        <Navigation boot={boot} />
        <main className={styles.main}>
          <ErrorBoundaryAlert>
            <Routes>
              <Route path="/" element={<HomePage dashboards={boot.dashboards} />} />
              <Route path="/dashboards" element={<HomePage dashboards={boot.dashboards} />} />
              <Route path="/d/:uid/*" element={<DashboardPage />} />
              <Route path="/explore" element={<ExplorePage />} />
              <Route path="/connections/datasources" element={<DataSourcesPage />} />
              <Route path="/connections/datasources/edit/:uid" element={<DataSourcePage />} />
              <Route path="/a/:pluginId/*" element={<AppPage apps={boot.apps} />} />
              <Route path="*" element={<NotFoundPage />} />
            </Routes>
          </ErrorBoundaryAlert>
        </main>
      </div>
    </div>
  );
}

/** The router follows Grafana's location service, which scenes and plugins navigate by. */
function GrafanaRouter({ children }: { children: React.ReactNode }) {
  const history = locationService.getHistory();
  const [location, setLocation] = useState(history.location);
  useEffect(() => history.listen(() => setLocation(history.location)), [history]);
  return (
    <Router navigator={history} location={location}>
      {children}
    </Router>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  frame: css({ height: '100vh', display: 'flex', flexDirection: 'column', background: theme.colors.background.canvas }),
  body: css({ flex: 1, minHeight: 0, display: 'flex' }),
  main: css({ flex: 1, minWidth: 0, overflow: 'auto', padding: theme.spacing(2, 3) }),
});
