import { css } from '@emotion/css';
import type { PanelProps } from '@grafana/data';
import type { PanelDataErrorViewProps } from '@grafana/runtime';
import { useStyles2 } from '@grafana/ui';

/** What Grafana's panels say where there is nothing to show: the field option "No value", else "No data". */
export function NoData({ fieldConfig }: Pick<PanelProps, 'fieldConfig'>) {
  return <Message text={fieldConfig.defaults.noValue ?? 'No data'} />;
}

/** What panel plugins show through @grafana/runtime where they can't show their data. */
export function PanelDataError({ message, data, fieldConfig }: PanelDataErrorViewProps) {
  const text = isEmpty(data) ? (fieldConfig?.defaults.noValue ?? 'No data') : message;
  return <Message text={text ?? "The data can't be shown by this panel"} />;
}

export const isEmpty = ({ series }: PanelProps['data']) => !series.some(({ fields }) => fields.length > 0);

function Message({ text }: { text: string }) {
  const style = useStyles2((theme) =>
    css({
      height: '100%',
      display: 'flex',
      alignItems: 'center',
      justifyContent: 'center',
      textAlign: 'center',
      padding: theme.spacing(1),
      color: theme.colors.text.secondary,
    })
  );
  return (
    <div className={style} data-testid="data-testid Panel data error message">
      {text}
    </div>
  );
}
