import type { QueryResultMetaNotice } from '@grafana/data';
import { sceneGraph, UserActionEvent, VizPanel } from '@grafana/scenes';
import { Alert, Drawer } from '@grafana/ui';
import { uniqBy } from 'lodash';
import { useEffect, useState } from 'react';
import type { PreviewDashboard } from './PreviewDashboard';

/** Errors and notices of a panel in full, where its header shows only their beginning. */
export function PanelInspector({ dashboard }: { dashboard: PreviewDashboard }) {
  const [panel, setPanel] = useState<VizPanel>();
  useEffect(() => {
    const clicks = dashboard.subscribeToEvent(UserActionEvent, ({ payload: { origin, interaction } }) => {
      if (interaction === 'panel-status-message-clicked' && origin instanceof VizPanel) {
        setPanel(origin);
      }
    });
    return () => clicks.unsubscribe();
  }, [dashboard]);
  return panel ? (
    <Drawer
      title={panel.interpolate(panel.state.title)}
      subtitle="Errors and notices"
      onClose={() => setPanel(undefined)}
    >
      {messagesOf(panel).map(({ severity, text }) => (
        <Alert key={`${severity} ${text}`} severity={severity} title={text} />
      ))}
    </Drawer>
  ) : null;
}

function messagesOf(panel: VizPanel) {
  const { series = [], errors, error } = sceneGraph.getData(panel).state.data ?? {};
  const failures = errors ?? (error ? [error] : []);
  return uniqBy<Pick<QueryResultMetaNotice, 'severity' | 'text'>>(
    [
      ...failures.map(({ message }) => ({ severity: 'error' as const, text: message ?? 'Query error' })),
      ...series.flatMap(({ meta }) => meta?.notices ?? []),
    ],
    'text'
  );
}
