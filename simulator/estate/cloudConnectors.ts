import { accounts } from './accounts';
import { type CloudConnector } from './machine';
import { Random } from './random';

const day = 24 * 3600_000;

const connected = ['crm-production', 'crm-nonprod'];

/** In each account and Region two, to Azure: those that the tag CloudConnector of their nodes names. */
export function makeCloudConnectors(seed: number, madeAt: number): CloudConnector[] {
  return accounts.flatMap(({ id: account, regions }) =>
    regions.flatMap((region) => {
      const random = new Random(seed, 'cloud connectors', account, region);
      return connected.map((displayName): CloudConnector => {
        const createdAt = madeAt - random.int(30, 200) * day;
        return {
          cloudConnectorId: random.uuid(),
          account,
          region,
          displayName,
          description: displayName.endsWith('production') ? 'Azure subscription of the CRM' : null,
          roleArn: `arn:aws:iam::${account}:role/CloudConnector-${displayName}`,
          createdAt,
          updatedAt: createdAt + random.int(0, 20) * day,
        };
      });
    })
  );
}
