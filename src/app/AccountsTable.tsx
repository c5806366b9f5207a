import { css } from '@emotion/css';
import { dateTimeFormat, rangeUtil, type GrafanaTheme2 } from '@grafana/data';
import { FilterInput, Stack, Text, useStyles2, useTheme2 } from '@grafana/ui';
import { orderBy } from 'lodash';
import { Fragment, useState, type ReactNode } from 'react';
import { isFound, type Account, type Failure } from './accounts';
import type { Heard, MetricsCheck } from './metrics';
import type { NodeCount } from './readSource';

interface Props {
  /** Of the source that reads them. */
  name: string;
  /** The worst first. */
  accounts: Account[];
  /** By account id; absent until they are read. */
  nodes?: Map<string, NodeCount>;
  callers?: Map<string, string>;
  /** Absent until someone asks for them. */
  metrics?: MetricsCheck;
}

/** More lines than these don't help: who looks for one account searches, and Source health has every reading. */
const ACCOUNTS_SHOWN = 20;
const FAILURES_SHOWN = 3;
const REGIONS_SHOWN = 4;

/** Each account of a source: how good what was read of it is, and what to do where it isn't. */
export function AccountsTable({ name, accounts, nodes, callers, metrics }: Props) {
  const styles = useStyles2(getStyles);
  const [search, setSearch] = useState('');
  const found = accounts.filter((account) => isFound(account, search));
  const columns: Column[] = [
    { title: 'State', cell: (account) => <State account={account} /> },
    { title: 'Account', cell: (account) => <Name account={account} /> },
    { title: 'Regions', cell: ({ regions }) => <Regions regions={regions} /> },
    { title: 'Nodes', isNumber: true, cell: ({ id }) => nodes && nodesInWords(nodes.get(id)) },
    { title: 'Oldest facts', cell: (account) => <Age account={account} /> },
    { title: 'Throttled calls', isNumber: true, cell: throttlesInWords },
    ...(metrics
      ? [{ title: 'Online nodes with metrics', cell: ({ id }: Account) => <Metrics check={metrics} account={id} /> }]
      : []),
    ...(callers?.size
      ? [
          {
            title: 'Read as',
            cell: ({ id }: Account) => <span className={styles.arn}>{callers.get(id) ?? 'unknown'}</span>,
          },
        ]
      : []),
  ];

  return (
    <Stack direction="column" gap={1}>
      {accounts.length > ACCOUNTS_SHOWN && (
        <FilterInput
          value={search}
          onChange={setSearch}
          escapeRegex={false}
          placeholder="Account, Region or state"
          aria-label={`Search the accounts of ${name}`}
        />
      )}
      <div className={styles.room}>
        {/* The roles are those that the elements have, and lose where the rows are shown as blocks. */}
        <table role="table" className={styles.table} aria-label={`Accounts of ${name}`}>
          <thead role="rowgroup">
            <tr role="row">
              {columns.map(({ title, isNumber }) => (
                <th key={title} role="columnheader" className={isNumber ? styles.number : undefined}>
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody role="rowgroup">
            {found.slice(0, ACCOUNTS_SHOWN).map((account) => (
              <Fragment key={account.id || account.name}>
                <tr role="row">
                  {columns.map(({ title, isNumber, cell }) => (
                    <td key={title} role="cell" data-title={title} className={isNumber ? styles.number : undefined}>
                      {cell(account)}
                    </td>
                  ))}
                </tr>
                {account.failures.length > 0 && (
                  <tr role="row" className={styles.beneath}>
                    <td role="cell" colSpan={columns.length}>
                      <Failures failures={account.failures} />
                    </td>
                  </tr>
                )}
              </Fragment>
            ))}
          </tbody>
        </table>
      </div>
      {accounts.length > ACCOUNTS_SHOWN && <Text color="secondary">{shownInWords(found.length, accounts.length)}</Text>}
    </Stack>
  );
}

interface Column {
  title: string;
  isNumber?: boolean;
  cell: (account: Account) => ReactNode;
}

function State({ account: { state, inState, targets } }: { account: Account }) {
  const theme = useTheme2();
  return (
    <>
      <span style={{ whiteSpace: 'nowrap' }}>
        <span style={{ color: theme.visualization.getColorByName(state.color) }}>{state.sign}</span>
        {` ${state.label}`}
      </span>
      {inState < targets && <Text color="secondary">{`, ${inState} of ${targets} readings`}</Text>}
    </>
  );
}

function Name({ account: { name, id } }: { account: Account }) {
  return (
    <>
      {name}
      {id && id !== name && <Text color="secondary">{` ${id}`}</Text>}
    </>
  );
}

function Regions({ regions }: { regions: string[] }) {
  const more = regions.length - REGIONS_SHOWN;
  return more > 0 ? (
    <span title={regions.join(', ')}>{`${regions.slice(0, REGIONS_SHOWN).join(', ')} and ${more} more`}</span>
  ) : (
    regions.join(', ')
  );
}

function Age({ account: { age, asOf } }: { account: Account }) {
  return age === null || asOf === null ? (
    'none read'
  ) : (
    <span title={dateTimeFormat(asOf)}>{`${rangeUtil.secondsToHms(Math.round(age))} ago`}</span>
  );
}

function nodesInWords(nodes: NodeCount | undefined): string {
  if (!nodes || (nodes.missing && nodes.count === 0)) {
    return 'unknown';
  }
  const count = grouped(nodes.count);
  return nodes.missing === 'loading' ? `${count} so far` : nodes.missing ? `at least ${count}` : count;
}

function throttlesInWords({ throttles, calls }: Account): string {
  return throttles === 0 ? '0' : `${grouped(throttles)} of ${grouped(calls)}`;
}

function Metrics({ check, account }: { check: MetricsCheck; account: string }) {
  const heard = check.byAccount.get(account);
  if (!heard) {
    return check.isWhole ? 'no online node' : 'unknown';
  }
  const sources = orderBy(
    Object.entries(heard.bySource),
    [([, count]) => count, ([source]) => source],
    ['desc', 'asc']
  );
  return (
    <>
      {heardInWords(heard, check.isWhole)}
      <Text element="p" color="secondary">
        {sources.map(([source, count]) => `${source} ${grouped(count)}`).join(', ')}
      </Text>
    </>
  );
}

/** Rounded down: only all are 100%. */
function heardInWords({ heard, online }: Heard, isWhole: boolean): string {
  const share = `${grouped(heard)} of ${grouped(online)} (${Math.floor((100 * heard) / online)}%)`;
  return isWhole ? share : `at least ${share}`;
}

function Failures({ failures }: { failures: Failure[] }) {
  const more = failures.length - FAILURES_SHOWN;
  return (
    <ul>
      {failures.slice(0, FAILURES_SHOWN).map(({ error, apis, regions }) => (
        <li key={error}>{`${apis.join(', ')} in ${regions.join(', ')}: ${error}`}</li>
      ))}
      {more > 0 && <li>{`and ${more} more`}</li>}
    </ul>
  );
}

function shownInWords(found: number, all: number): string {
  const which = found < all ? `${grouped(found)} that fit, of ${grouped(all)} accounts` : `${grouped(all)} accounts`;
  return found > ACCOUNTS_SHOWN
    ? `The worst ${ACCOUNTS_SHOWN} of ${which}. Search for the others; Source health has every reading.`
    : which;
}

function grouped(count: number): string {
  return count.toLocaleString('en');
}

function getStyles(theme: GrafanaTheme2) {
  return {
    room: css({ containerType: 'inline-size' }),
    table: css({
      width: '100%',
      'th, td': { padding: theme.spacing(0.5, 2, 0.5, 0), verticalAlign: 'top', overflowWrap: 'break-word' },
      th: { color: theme.colors.text.secondary, fontWeight: theme.typography.fontWeightMedium },
      tr: { borderTop: `1px solid ${theme.colors.border.weak}` },
      ul: { marginLeft: theme.spacing(2) },
      // Where the columns have no room each account is a line of its facts, which wraps.
      '@container (max-width: 900px)': {
        '&, tbody, td': { display: 'block' },
        tr: { display: 'flex', flexWrap: 'wrap' },
        thead: { display: 'none' },
        'td[data-title]::before': { content: 'attr(data-title) ": "', color: theme.colors.text.secondary },
      },
    }),
    // Nothing in it that a line could end at.
    arn: css({ overflowWrap: 'anywhere' }),
    beneath: css({ '&&': { borderTop: 'none' } }),
    number: css({ '@container (min-width: 900.02px)': { textAlign: 'right' } }),
  };
}
