import type { Row } from '../../e2e/views/TableView';
import { grouped, same, sameRows, withoutSign } from './compare';
import { bareTitles, type PanelCheck } from './fleetOverview';
import type { Truth } from './truth';

/** The panels of Source health by title: every operation has been read in every place, and nothing is late, stale or refused. */
export function sourceHealthChecks(truth: Truth): Record<string, PanelCheck> {
  const places = truth.accounts.flatMap(({ name, regions }) => regions.map((region) => `${name} ${region}`));
  const good = (row: Row, name: string, count: string) => [
    ...same(`${name}: read`, count, row.Read),
    ...same(`${name}: all`, count, row.All),
    ...same(
      `${name}: late, stale, loading, failed`,
      '0 0 0 0',
      `${row.Late} ${row.Stale} ${row.Loading} ${row.Failed}`
    ),
  ];
  return {
    'By account and Region': async (panel) => {
      const rows = (await panel.table().rows()).map(bareTitles);
      const operations = new Set(rows.map(({ All }) => All));
      return {
        shown: `${rows.length} places`,
        complaints: [
          ...sameRows(
            places,
            rows.map(({ Account, Region }) => `${Account} ${Region}`)
          ),
          ...same('different numbers of operations', 1, operations.size),
          ...rows.flatMap((row) => good(row, `${row.Account} ${row.Region}`, row.All)),
        ],
      };
    },
    'By operation': async (panel) => {
      const rows = (await panel.table().rows()).map(bareTitles);
      const lacking = ['DescribeInstanceProperties', 'DescribeInstancePatchStates']
        .filter((operation) => !rows.some(({ Operation }) => Operation === operation))
        .map((operation) => `${operation} is not shown`);
      return {
        shown: `${rows.length} operations`,
        complaints: [...rows.flatMap((row) => good(row, row.Operation, grouped(places.length))), ...lacking],
      };
    },
    'What is read from AWS, worst first': async (panel) => {
      const rows = await panel.table().rows();
      const unbudgeted = rows.filter((row) => !/^\d{1,2}%$/.test(row['Budget used']));
      const wrong = rows.filter(({ State, Error }) => withoutSign(State) !== 'Read' || Error);
      return {
        shown: `${rows.length} rows`,
        complaints: [
          ...same('rows that are not multiples of the places', 0, rows.length % places.length),
          ...same('rows whose account has no budget left, or none that is known', 0, unbudgeted.length),
          ...wrong.map((row) => `${row.Account} ${row.Region} ${row.Operation}: ${row.State} ${row.Error}`).slice(0, 5),
        ],
      };
    },
  };
}
