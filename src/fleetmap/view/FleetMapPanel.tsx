import { css } from '@emotion/css';
import { LoadingState, type GrafanaTheme2, type PanelData, type PanelProps } from '@grafana/data';
import { useStyles2, useTheme2 } from '@grafana/ui';
import { useMemo, useState } from 'react';
import { aboutTwins, readMapInput, type MapData } from '../data/mapInput';
import { readNodeTable } from '../data/nodeTable';
import type { FleetMapOptions } from '../options';
import { whyEmpty } from '../words/empty';
import { whatIsMissing } from '../words/incomplete';
import { whatIsUnknown } from '../words/unknown';
import { FleetMap } from './FleetMap';
import { useChoices } from './useChoices';
import { useLater } from './useLater';
import { useMapTheme } from './useMapTheme';
import { useSelection } from './useSelection';

/** Turns the panel's data into a map, or says why there is none. */
export default function FleetMapPanel(props: PanelProps<FleetMapOptions>) {
  const { data, width, height, replaceVariables } = props;
  const theme = useTheme2();
  const { background } = useMapTheme();
  const styles = useStyles2(getStyles);
  const { options, ...choices } = useChoices(props.options);
  const { series } = useLastPicture(data);
  const joined = useMemo(() => readNodeTable(series, options.identity), [series, options.identity]);
  const map = useMemo(
    () => joined && readMapInput(joined.table, options, theme, background),
    [joined, options, theme, background]
  );
  const { selected, select, complaints } = useSelection(options.selectionVariable, replaceVariables);

  const twins = useLater(map, aboutTwinsIn, NONE);

  if (!joined || !map || map.input.count === 0) {
    const words = whyEmpty(data);
    return (
      // Also as a tooltip: the smallest panel has room for no word of it.
      <div className={styles.message} style={{ width, height }} role="status" title={words}>
        {words}
      </div>
    );
  }
  return (
    <FleetMap
      data={map}
      options={options}
      choices={choices}
      width={width}
      height={height}
      loading={data.state === LoadingState.Loading || data.state === LoadingState.Streaming ? data.series : null}
      remarks={[
        ...new Set([
          ...whatIsMissing(data),
          ...whatIsUnknown(map),
          ...joined.notices,
          ...map.complaints,
          ...twins,
          ...complaints,
        ]),
      ]}
      selected={selected}
      onSelect={select}
    />
  );
}

const NONE: string[] = [];
const aboutTwinsIn = (map: MapData | null): string[] => (map ? aboutTwins(map) : NONE);

/** While an answer is on its way and nothing of it is here, what was shown before stays. */
function useLastPicture(data: PanelData): PanelData {
  const [last, setLast] = useState(data);
  const isUnderWay = data.state === LoadingState.Loading || data.state === LoadingState.Streaming;
  const isBare = !data.series.some(({ length }) => length > 0);
  if (isUnderWay && isBare) {
    return last;
  }
  if (last !== data) {
    setLast(data);
  }
  return data;
}

const getStyles = (theme: GrafanaTheme2) => ({
  message: css({
    display: 'flex',
    alignItems: 'safe center',
    justifyContent: 'center',
    overflow: 'auto',
    padding: theme.spacing(1),
    textAlign: 'center',
    overflowWrap: 'anywhere',
    color: theme.colors.text.secondary,
  }),
});
