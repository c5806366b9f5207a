import { accounts } from './accounts';
import { type PatchBaseline } from './machine';
import { Random } from './random';

const products: Array<[operatingSystem: string, name: string]> = [
  ['AMAZON_LINUX_2', 'AWS-AmazonLinux2DefaultPatchBaseline'],
  ['AMAZON_LINUX_2023', 'AWS-AmazonLinux2023DefaultPatchBaseline'],
  ['UBUNTU', 'AWS-UbuntuDefaultPatchBaseline'],
  ['REDHAT_ENTERPRISE_LINUX', 'AWS-RedHatDefaultPatchBaseline'],
  ['SUSE', 'AWS-SuseDefaultPatchBaseline'],
  ['DEBIAN', 'AWS-DebianDefaultPatchBaseline'],
  ['RASPBIAN', 'AWS-RaspbianDefaultPatchBaseline'],
  ['MACOS', 'AWS-MacOSDefaultPatchBaseline'],
];

/**
 * Every account and Region has the predefined baselines, and a second, stricter one for Windows: it counts available
 * security updates as noncompliant, which the predefined one does not. (The setting exists for Windows only.)
 */
export function makeBaselines(seed: number): PatchBaseline[] {
  return accounts.flatMap(({ id: account, regions }) =>
    regions.flatMap((region) => {
      const random = new Random(seed, 'baselines', account, region);
      const baseline = (
        operatingSystem: string,
        name: string,
        description: string,
        isDefault = true,
        availableSecurityUpdatesComplianceStatus: PatchBaseline['availableSecurityUpdatesComplianceStatus'] = 'COMPLIANT'
      ): PatchBaseline => ({
        baselineId: `pb-0${random.hex(16)}`,
        name,
        description,
        operatingSystem,
        account,
        region,
        isDefault,
        availableSecurityUpdatesComplianceStatus,
      });
      return [
        ...products.map(([system, name]) =>
          baseline(system, name, 'Default patch baseline provided by AWS for this operating system.')
        ),
        baseline('WINDOWS', 'AWS-DefaultPatchBaseline', 'Default Patch Baseline Provided by AWS.'),
        baseline(
          'WINDOWS',
          'Windows-Production-Strict',
          'Production servers: security updates count from the day they are available.',
          false,
          'NON_COMPLIANT'
        ),
      ];
    })
  );
}
