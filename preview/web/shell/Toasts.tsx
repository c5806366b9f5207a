import { css } from '@emotion/css';
import { AppEvents, type BusEvent, type BusEventType, type GrafanaTheme2 } from '@grafana/data';
import { getAppEvents } from '@grafana/runtime';
import { Alert, type AlertVariant, useStyles2 } from '@grafana/ui';
import { useEffect, useState } from 'react';
import { map, merge } from 'rxjs';

interface Toast {
  id: number;
  severity: AlertVariant;
  title: string;
  text?: string;
}

type AlertEvent = BusEvent & { payload: string | string[] };

const shownMs = 6000;
const severities = [
  [AppEvents.alertSuccess, 'success'],
  [AppEvents.alertInfo, 'info'],
  [AppEvents.alertWarning, 'warning'],
  [AppEvents.alertError, 'error'],
] as const;

/** What pages and plugins tell by `AppEvents.alert...`. Errors stay until they are closed. */
export function Toasts() {
  const styles = useStyles2(getStyles);
  const [toasts, setToasts] = useState<Toast[]>([]);
  const close = (id: number) => setToasts((shown) => shown.filter((toast) => toast.id !== id));
  useEffect(() => {
    let lastId = 0;
    const streams = severities.map(([event, severity]) =>
      getAppEvents()
        .getStream<AlertEvent>({ type: event.name } as BusEventType<AlertEvent>)
        .pipe(map(({ payload }) => ({ severity, payload })))
    );
    const told = merge(...streams).subscribe(({ severity, payload }) => {
      const [title, text] = [payload].flat();
      const toast = { id: ++lastId, severity, title, text };
      setToasts((shown) => [...shown, toast]);
      if (severity !== 'error') {
        setTimeout(() => close(toast.id), shownMs);
      }
    });
    return () => told.unsubscribe();
  }, []);
  return (
    <div className={styles.toasts}>
      {toasts.map(({ id, severity, title, text }) => (
        <Alert key={id} severity={severity} title={title} elevated onRemove={() => close(id)}>
          {text}
        </Alert>
      ))}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  toasts: css({
    position: 'fixed',
    top: theme.spacing(5),
    right: theme.spacing(2),
    width: 400,
    zIndex: theme.zIndex.portal,
  }),
});
