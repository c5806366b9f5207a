import { accounts } from './accounts';
import { type Activation } from './machine';
import { Random } from './random';

const day = 24 * 3600_000;

/** What a plain hybrid activation was made for. */
export type ActivationPurpose = 'onPremises' | 'azure' | 'gcp' | 'edge' | 'decommissioned';

const templates: Record<ActivationPurpose, { name: string; description: string; tags: Record<string, string> }> = {
  onPremises: {
    name: 'dc-frankfurt',
    description: 'Servers of the Frankfurt data centre',
    tags: { Site: 'fra1', provider: 'onprem' },
  },
  azure: {
    name: 'azure-crm',
    description: 'Azure VMs of the CRM, before the Azure connection',
    tags: { Site: 'azure' },
  },
  gcp: { name: 'gcp-analytics', description: 'Compute Engine workers of analytics', tags: {} },
  edge: { name: 'store-gateways', description: 'Gateways and tills in the stores', tags: { Site: 'stores' } },
  decommissioned: { name: 'dc-paris', description: 'Paris data centre, closed', tags: { Site: 'par1' } },
};

export function makeActivations(seed: number, madeAt: number): Array<Activation & { purpose: ActivationPurpose }> {
  return accounts.flatMap(({ id: account, regions }) =>
    regions.flatMap((region) =>
      (Object.keys(templates) as ActivationPurpose[]).map((purpose) => {
        const random = new Random(seed, 'activations', account, region, purpose);
        const { name, description, tags } = templates[purpose];
        const createdAt = madeAt - random.int(5, 25) * day;
        return {
          purpose,
          activationId: random.uuid(),
          account,
          region,
          description,
          defaultInstanceName: name,
          iamRole: 'service-role/AmazonEC2RunCommandRoleForManagedInstances',
          registrationLimit: 1000,
          registrationsCount: 0,
          createdAt,
          expiresAt: purpose === 'decommissioned' ? madeAt - random.int(1, 4) * day : createdAt + 30 * day,
          tags,
        };
      })
    )
  );
}
