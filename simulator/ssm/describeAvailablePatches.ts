import {
  type DescribeAvailablePatchesRequest,
  type DescribeAvailablePatchesResult,
  type Patch,
} from '@aws-sdk/client-ssm';
import { type AwsCall } from '../aws/awsService';
import { linuxPackages, releasedAt } from '../estate/linuxPackages';
import { Random } from '../estate/random';
import { windowsCatalogue, windowsProducts } from '../estate/windowsPatches';
import { pageOf } from './input';
import { orchestratorTest } from './orchestratorFilters';
import { type SsmWorld } from './ssmWorld';

type Keys = Record<string, (patch: Patch, wanted: string) => boolean>;

/** The keys that the API reference has for Windows Server; all patches here are the operating system's. */
const windowsKeys: Keys = {
  PATCH_SET: (_, wanted) => wanted === 'OS',
  PRODUCT: ({ Product }, wanted) => Product === wanted,
  PRODUCT_FAMILY: ({ ProductFamily }, wanted) => ProductFamily === wanted,
  MSRC_SEVERITY: ({ MsrcSeverity }, wanted) => MsrcSeverity === wanted,
  CLASSIFICATION: ({ Classification }, wanted) => Classification === wanted,
  PATCH_ID: ({ KbNumber }, wanted) => KbNumber === wanted,
};

/** Those for Linux. */
const linuxKeys: Keys = {
  PRODUCT: ({ Product }, wanted) => Product === wanted,
  NAME: ({ Name }, wanted) => Name === wanted,
  SEVERITY: ({ Severity }, wanted) => Severity === wanted,
  EPOCH: ({ Epoch }, wanted) => `${Epoch}` === wanted,
  VERSION: ({ Version }, wanted) => Version === wanted,
  RELEASE: ({ Release }, wanted) => Release === wanted,
  ARCH: ({ Arch }, wanted) => Arch === wanted,
  REPOSITORY: ({ Repository }, wanted) => Repository === wanted,
  ADVISORY_ID: ({ AdvisoryIds = [] }, wanted) => AdvisoryIds.includes(wanted),
  CVE_ID: ({ CVEIds = [] }, wanted) => CVEIds.includes(wanted),
  BUGZILLA_ID: ({ BugzillaIds = [] }, wanted) => BugzillaIds.includes(wanted),
};

/**
 * 1 to 100 a page. Of Windows Server, and of Amazon Linux where a filter names its product: as the API reference says, Linux's
 * other keys are refused without that. Other systems have none here.
 */
export function describeAvailablePatches({ estate }: SsmWorld) {
  const windows = windowsPatches(estate.madeAt);
  const amazonLinux = amazonLinux2Patches(estate.madeAt);
  return (input: DescribeAvailablePatchesRequest, call: AwsCall): DescribeAvailablePatchesResult => {
    const filters = input.Filters ?? [];
    const products = filters.filter(({ Key }) => Key === 'PRODUCT').flatMap(({ Values = [] }) => Values);
    const isLinux = products.some((product) => product.startsWith('AmazonLinux'));
    const fits = orchestratorTest(filters, isLinux ? linuxKeys : windowsKeys);
    const found = (isLinux ? amazonLinux : windows).filter(fits);
    const { items, nextToken } = pageOf(found, input, { low: 1, high: 100, usual: 100 }, call);
    return { Patches: items, NextToken: nextToken };
  };
}

/** One for each product that an update is for: several share its KB number. */
function windowsPatches(madeAt: number): Patch[] {
  return Object.entries(windowsProducts).flatMap(([version, { product }]) =>
    windowsCatalogue(version, madeAt).map((update) => ({
      Id: new Random('available patch', product, update.kbId).uuid(),
      ReleaseDate: new Date(update.releasedAt),
      Title: update.title,
      Description: `${update.classification} for ${product}`,
      ContentUrl: `https://support.microsoft.com/en-us/kb/${update.kbId.slice(2)}`,
      Vendor: 'Microsoft',
      ProductFamily: 'Windows',
      Product: product,
      Classification: update.classification,
      MsrcSeverity: update.severity,
      KbNumber: update.kbId,
      MsrcNumber: '',
      Language: 'All',
    }))
  );
}

/** Every version of every package that Amazon Linux 2 has had, for both architectures. */
function amazonLinux2Patches(madeAt: number): Patch[] {
  const os = { name: 'Amazon Linux', version: '2' };
  return linuxPackages({ ...os, type: 'Linux', architecture: 'x86_64' }).flatMap((pkg, i) =>
    pkg.versions.flatMap((versionRelease, at) =>
      ['x86_64', 'aarch64'].map((arch): Patch => {
        const dash = versionRelease.lastIndexOf('-');
        const [version, release] =
          dash < 0 ? [versionRelease, ''] : [versionRelease.slice(0, dash), versionRelease.slice(dash + 1)];
        const released = releasedAt(os, pkg, at, madeAt);
        const isNewest = at === pkg.versions.length - 1;
        return {
          ReleaseDate: new Date(released),
          Vendor: 'Amazon.com',
          ProductFamily: 'Amazon Linux 2',
          Product: 'AmazonLinux2.0',
          Classification: pkg.classification,
          AdvisoryIds: [`ALAS2-${new Date(released).getUTCFullYear()}-${1000 + i * 10 + at}`],
          BugzillaIds: [],
          CVEIds: Array.from(
            { length: isNewest ? pkg.cves : 0 },
            (_, n) => `CVE-${new Date(madeAt).getUTCFullYear()}-${21000 + i * 613 + n * 47}`
          ),
          Name: pkg.name,
          Epoch: 0,
          Version: version,
          Release: release,
          Arch: arch,
          Severity: pkg.severity,
          Repository: 'amzn2-core',
        };
      })
    )
  );
}
