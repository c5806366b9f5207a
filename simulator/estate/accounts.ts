import { type Account, type AzureSubscription } from './machine';

const regions = ['eu-west-1', 'us-east-1'];

/** The external id that the reader roles' trust policies ask for. */
const externalId = 'one-pane-demo';

function account(id: string, name: string): Account {
  return { id, name, regions, readerRole: { arn: `arn:aws:iam::${id}:role/OnePaneReader`, externalId } };
}

/** The first account is the base account: its keys sign, and assume the reader roles. */
export const accounts: Account[] = [
  account('111122223333', 'shop-production'),
  account('222233334444', 'shop-staging'),
  account('333344445555', 'data-platform'),
];

export const azureSubscriptions: AzureSubscription[] = [
  { subscriptionId: '6f1d0c52-7a3e-4b0e-9a61-2c5d8e9f0a11', displayName: 'crm-production' },
  { subscriptionId: '6f1d0c52-7a3e-4b0e-9a61-2c5d8e9f0a22', displayName: 'crm-nonprod' },
  { subscriptionId: '6f1d0c52-7a3e-4b0e-9a61-2c5d8e9f0a33', displayName: 'shared-services' },
];

/** How much of the fleet lives in each account and Region. */
export const placeWeights: Array<readonly [{ account: string; region: string }, number]> = [
  [{ account: '111122223333', region: 'eu-west-1' }, 30],
  [{ account: '111122223333', region: 'us-east-1' }, 22],
  [{ account: '222233334444', region: 'eu-west-1' }, 10],
  [{ account: '222233334444', region: 'us-east-1' }, 6],
  [{ account: '333344445555', region: 'eu-west-1' }, 18],
  [{ account: '333344445555', region: 'us-east-1' }, 14],
];
