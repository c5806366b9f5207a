import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { ROOT } from '../demo/paths';
import { fleetMaps } from './dashboards/fleetMaps';
import { marked } from './dashboards/marked';

/** A Region that the estate has no machine in, so that a test may break it and none of the others notices. */
export const DENIED_REGION = 'eu-central-1';

/** The project's provisioning, and beside it the data sources and dashboards that only tests need. @returns its folder. */
export async function provision(folder: string): Promise<string> {
  const provisioning = join(folder, 'provisioning');
  await cp(join(ROOT, 'provisioning'), provisioning, { recursive: true });
  const { apiVersion, datasources } = parse(await readFile(join(provisioning, 'datasources', 'onepane.yaml'), 'utf8'), {
    merge: true,
  });
  const fleet = datasources.find(({ uid }: { uid: string }) => uid === 'fleet');
  const wrongSecret = {
    ...fleet,
    name: 'Wrong secret',
    uid: 'wrong-secret',
    isDefault: false,
    secureJsonData: { ...fleet.secureJsonData, secretKey: 'thisSecretIsWrong' },
  };
  const oneRegionMore = {
    ...fleet,
    name: 'One Region more',
    uid: 'one-region-more',
    isDefault: false,
    jsonData: { ...fleet.jsonData, regions: [...fleet.jsonData.regions, DENIED_REGION] },
  };
  // The dashboards take the first by name, which isn't to be one that a test breaks.
  const editable = { ...fleet, name: 'To be edited', uid: 'editable', isDefault: false, editable: true };
  await writeFile(
    join(provisioning, 'datasources', 'tests.yaml'),
    stringify({ apiVersion, datasources: [wrongSecret, oneRegionMore, editable] }, { aliasDuplicateObjects: false })
  );

  const dashboards = join(folder, 'dashboards');
  await mkdir(dashboards);
  await writeFile(join(dashboards, 'fleet-maps.json'), JSON.stringify(fleetMaps()));
  await writeFile(join(dashboards, 'marked.json'), JSON.stringify(marked()));
  await mkdir(join(provisioning, 'dashboards'));
  await writeFile(
    join(provisioning, 'dashboards', 'tests.yaml'),
    stringify({ apiVersion: 1, providers: [{ name: 'Tests', type: 'file', options: { path: dashboards } }] })
  );
  return provisioning;
}
