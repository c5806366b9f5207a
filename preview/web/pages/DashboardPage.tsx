import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { getBackendSrv, locationService } from '@grafana/runtime';
import type { Dashboard } from '@grafana/schema';
import { UrlSyncContextProvider } from '@grafana/scenes';
import { Alert, Button, LoadingPlaceholder, useStyles2, useTheme2 } from '@grafana/ui';
import { useEffect } from 'react';
import { useLocation, useParams } from 'react-router-dom';
import { buildDashboard } from '../dashboard/buildDashboard';
import { PanelInspector } from '../dashboard/PanelInspector';
import type { PreviewDashboard } from '../dashboard/PreviewDashboard';
import { useLoaded } from './useLoaded';
import { usePageTitle } from './usePageTitle';

export function DashboardPage() {
  const { uid = '' } = useParams();
  const { value: dashboard, error } = useLoaded(uid, () => loadDashboard(uid));
  usePageTitle(dashboard?.title);
  if (error) {
    return <Alert title={`Dashboard ${uid} can't be shown`}>{error.message}</Alert>;
  }
  return dashboard ? (
    <ShownDashboard key={uid} dashboard={dashboard} />
  ) : (
    <LoadingPlaceholder text="Loading dashboard" />
  );
}

function ShownDashboard({ dashboard }: { dashboard: PreviewDashboard }) {
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  const viewPanel = new URLSearchParams(useLocation().search).get('viewPanel') ?? undefined;
  useEffect(() => dashboard.repaint(), [dashboard, theme]);
  useEffect(() => dashboard.view(viewPanel), [dashboard, viewPanel]);
  return (
    <div className={styles.page}>
      <div className={styles.header}>
        <h1 className={styles.title}>{dashboard.title}</h1>
        {viewPanel && (
          <Button icon="arrow-left" variant="secondary" size="sm" onClick={leavePanel}>
            Back to dashboard
          </Button>
        )}
      </div>
      <UrlSyncContextProvider scene={dashboard} updateUrlOnInit createBrowserHistorySteps>
        <dashboard.Component model={dashboard} />
      </UrlSyncContextProvider>
      <PanelInspector dashboard={dashboard} />
    </div>
  );
}

const leavePanel = () => locationService.partial({ viewPanel: null });

async function loadDashboard(uid: string): Promise<PreviewDashboard> {
  const { dashboard } = await getBackendSrv().get<{ dashboard: Dashboard }>(
    `/api/dashboards/uid/${uid}`,
    undefined,
    undefined,
    {
      showErrorAlert: false,
    }
  );
  return buildDashboard(dashboard);
}

const getStyles = (theme: GrafanaTheme2) => ({
  page: css({ minHeight: '100%', display: 'flex', flexDirection: 'column' }),
  header: css({ display: 'flex', alignItems: 'center', gap: theme.spacing(2), marginBottom: theme.spacing(1) }),
  title: css({ ...theme.typography.h4, margin: 0 }),
});
