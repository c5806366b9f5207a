import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Portal, Sparkline, useStyles2, useTheme2, VizTooltipContainer } from '@grafana/ui';
import type { MapData } from '../data/mapInput';
import { cut } from '../words/cut';
import { factsOf } from '../words/facts';
import { grouping } from '../grouping';
import type { Subject } from './subjectOf';
import { swatch } from './swatch';

interface Props {
  data: MapData;
  subject: Subject;
  /** Where the pointer or the cell in focus is, in the window. */
  position: { x: number; y: number };
}

const OFFSET = { x: 12, y: 12 };
const SPARKLINE = { width: 240, height: 40 };

/** Who and how something on the map is. It repeats for eyes what the grid tells to assistive technology. */
export function HoverCard({ data, subject, position }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <Portal>
      <VizTooltipContainer position={position} offset={OFFSET} aria-hidden className={styles.card}>
        {'node' in subject ? <NodeCard data={data} node={subject.node} /> : <CountsCard data={data} {...subject} />}
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
        {factsOf(data, node, theme).map(({ name, text }, index) => (
          <div key={index} className={styles.fact}>
            <dt>{cut(name)}</dt>
            <dd>{cut(text)}</dd>
          </div>
        ))}
      </dl>
      {sparkline && <Sparkline {...SPARKLINE} sparkline={sparkline} theme={theme} />}
    </>
  );
}

function CountsCard({ data: { input }, title, counts, hint }: { data: MapData } & Extract<Subject, { title: string }>) {
  const styles = useStyles2(getStyles);
  const present = input.fills.flatMap((fill, index) => (counts[index] > 0 ? [{ ...fill, count: counts[index] }] : []));
  return (
    <>
      <div className={styles.name}>{cut(title)}</div>
      <dl className={styles.facts}>
        {present.map((fill, index) => (
          <div key={index} className={styles.fact}>
            <dt>
              <span className={styles.swatch} style={swatch(fill)} /> {cut(fill.text)}
            </dt>
            <dd>{grouping(fill.count)}</dd>
          </div>
        ))}
      </dl>
      {hint && <div className={styles.hint}>{hint}</div>}
    </>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  card: css({
    maxWidth: 360,
    fontSize: theme.typography.bodySmall.fontSize,
    // The container moves to where the pointer is by a transition that it has in its style attribute.
    '@media (prefers-reduced-motion: reduce)': { transition: 'none !important' },
  }),
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
  hint: css({ marginTop: theme.spacing(0.5), color: theme.colors.text.secondary }),
});
