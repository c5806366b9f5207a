import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Portal, Sparkline, useStyles2, useTheme2, VizTooltipContainer } from '@grafana/ui';
import type { MapData } from '../data/mapInput';
import { nodes as nodesWord, grouping } from '../words/summary';
import { cut } from './cut';
import { factsOf } from './facts';
import { swatch } from './swatch';

interface Props {
  data: MapData;
  /** The nodes of the cell under the pointer: one, or those of a tile. */
  nodes: number[];
  /** Where the pointer is, in the window. */
  position: { x: number; y: number };
}

const OFFSET = { x: 12, y: 12 };
const SPARKLINE = { width: 240, height: 40 };

/** Who and how the node under the pointer is. It repeats for eyes what the grid tells to assistive technology. */
export function HoverCard({ data, nodes, position }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <Portal>
      <VizTooltipContainer position={position} offset={OFFSET} aria-hidden className={styles.card}>
        {nodes.length === 1 ? <NodeCard data={data} node={nodes[0]} /> : <TileCard data={data} nodes={nodes} />}
      </VizTooltipContainer>
    </Portal>
  );
}

function NodeCard({ data, node }: { data: MapData; node: number }) {
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  const { input, table } = data;
  const sparkline = table.sparkline?.(node);
  return (
    <>
      <div className={styles.name}>
        <span className={styles.swatch} style={swatch(input.fills[input.fillOf[node]])} />
        {cut(input.labels[node])}
      </div>
      <dl className={styles.facts}>
        {factsOf(data, node, theme).map(({ name, text }) => (
          <div key={name} className={styles.fact}>
            <dt>{cut(name)}</dt>
            <dd>{cut(text)}</dd>
          </div>
        ))}
      </dl>
      {sparkline && <Sparkline {...SPARKLINE} sparkline={sparkline} theme={theme} />}
    </>
  );
}

function TileCard({ data: { input }, nodes }: { data: MapData; nodes: number[] }) {
  const styles = useStyles2(getStyles);
  const counts = new Map<number, number>();
  for (const node of nodes) {
    counts.set(input.fillOf[node], (counts.get(input.fillOf[node]) ?? 0) + 1);
  }
  return (
    <>
      <div className={styles.name}>{nodesWord(nodes.length)}</div>
      <dl className={styles.facts}>
        {[...counts]
          .sort(([a], [b]) => a - b)
          .map(([fill, count]) => (
            <div key={fill} className={styles.fact}>
              <dt>
                <span className={styles.swatch} style={swatch(input.fills[fill])} /> {cut(input.fills[fill].text)}
              </dt>
              <dd>{grouping(count)}</dd>
            </div>
          ))}
      </dl>
    </>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  card: css({ maxWidth: 360, fontSize: theme.typography.bodySmall.fontSize }),
  name: css({
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(0.75),
    fontWeight: theme.typography.fontWeightMedium,
    overflowWrap: 'anywhere',
  }),
  swatch: css({ display: 'inline-block', flex: 'none', width: 12, height: 12, border: '1px solid', borderRadius: 2 }),
  facts: css({ margin: theme.spacing(0.5, 0, 0) }),
  fact: css({
    display: 'flex',
    justifyContent: 'space-between',
    gap: theme.spacing(2),
    '& > dt': { fontWeight: 'normal', color: theme.colors.text.secondary },
    '& > dd': { margin: 0, textAlign: 'right', overflowWrap: 'anywhere' },
  }),
});
