import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, Combobox, Icon, MultiCombobox, Toggletip, useStyles2 } from '@grafana/ui';
import { useMemo } from 'react';
import { Labelled } from '../../datasource/editor/Labelled';
import { choicesIn, nameIn } from '../data/choices';
import type { Column } from '../data/column';
import type { MapData } from '../data/mapInput';
import { cut } from '../words/cut';
import type { useChoices } from './useChoices';

interface Props {
  data: MapData;
  choices: Pick<ReturnType<typeof useChoices>, 'isChosen' | 'choose' | 'reset'>;
}

/** What the cells are coloured by, and on a click what colour, groups and size come from, for this viewer to choose. */
export function Choices({ data, choices }: Props) {
  const styles = useStyles2(getStyles);
  const { fill } = data.roles;
  const name = fill ? cut(fill.title) : 'nothing';
  const changed = choices.isChosen ? ' Changed by you.' : '';
  return (
    <Toggletip placement="bottom-start" content={<Parts data={data} choices={choices} />}>
      <button
        type="button"
        className={choices.isChosen ? styles.changed : styles.button}
        aria-label={`Colour by ${name}`}
        title={`Choose colours, groups and sizes.${changed}`}
      >
        <Icon name="sliders-v-alt" />
        <span className={styles.text}>
          <span className={styles.part}>Colour by </span>
          {name}
        </span>
      </button>
    </Toggletip>
  );
}

/** Of a list of fields; no field has an empty name. */
const ALL_THE_SAME = { value: '', label: 'All the same' };

function Parts({ data: { table, roles }, choices: { isChosen, choose, reset } }: Props) {
  const styles = useStyles2(getStyles);
  const { fill, levels, size } = useMemo(() => choicesIn(table, roles), [table, roles]);
  const nameOf = (column: Column) => nameIn(table, column);
  const optionsOf = (columns: Column[]) =>
    columns.map((column) => ({ value: nameOf(column), label: cut(column.title) }));

  return (
    <div className={styles.parts}>
      <Labelled label="Colour by">
        {(name) => (
          <Combobox
            {...name}
            options={optionsOf(fill)}
            value={roles.fill ? nameOf(roles.fill) : null}
            onChange={({ value }) => choose({ fillBy: value })}
          />
        )}
      </Labelled>
      <Labelled label="Group by">
        {(name) => (
          <MultiCombobox
            {...name}
            placeholder="No groups"
            options={optionsOf(levels)}
            value={roles.levels.map(nameOf)}
            onChange={(chosen) => choose({ grouped: chosen.length > 0, groupBy: chosen.map(({ value }) => value) })}
          />
        )}
      </Labelled>
      <Labelled label="Size by">
        {(name) => (
          <Combobox
            {...name}
            options={[ALL_THE_SAME, ...optionsOf(size)]}
            value={roles.size ? nameOf(roles.size) : ALL_THE_SAME.value}
            onChange={({ value }) => choose({ sizeBy: value || undefined })}
          />
        )}
      </Labelled>
      <Button size="sm" variant="secondary" icon="history" disabled={!isChosen} onClick={reset}>
        Back to the panel&apos;s own
      </Button>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => {
  const button = {
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(0.5),
    minWidth: 32,
    height: theme.spacing(theme.components.height.md),
    padding: theme.spacing(0, 1),
    border: `1px solid ${theme.components.input.borderColor}`,
    borderRadius: theme.shape.radius.default,
    background: theme.components.input.background,
    color: theme.colors.text.primary,
    fontSize: theme.typography.bodySmall.fontSize,
    '&:hover': { borderColor: theme.components.input.borderHover },
    '& > svg': { flex: 'none' },
  } as const;
  return {
    button: css(button),
    changed: css(button, { color: theme.colors.primary.text, borderColor: theme.colors.primary.border }),
    text: css({ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }),
    // Where the toolbar has room for one of both, the field says more.
    part: css({ '@container (max-width: 480px)': { display: 'none' } }),
    parts: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(1), width: 'min(368px, 100vw - 80px)' }),
  };
};
