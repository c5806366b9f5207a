import { createHash } from 'node:crypto';

import type { AzureSubscription, Estate } from '../estate/machine';
import { AzureError } from './azureError';

/** The one directory that all subscriptions belong to. */
export const tenantId = 'f2a1c9d4-3b57-4e68-8a90-1c2d3e4f5a6b';

export function findSubscription(
  { azureSubscriptions }: Pick<Estate, 'azureSubscriptions'>,
  subscriptionId: string
): AzureSubscription {
  const found = azureSubscriptions.find((one) => one.subscriptionId === subscriptionId.toLowerCase());
  if (!found) {
    throw new AzureError(404, 'SubscriptionNotFound', `The subscription '${subscriptionId}' could not be found.`);
  }
  return found;
}

/** As both the list and the details of one give it. */
export function subscriptionDetails({ subscriptionId, displayName }: AzureSubscription) {
  return {
    id: `/subscriptions/${subscriptionId}`,
    subscriptionId,
    displayName,
    state: 'Enabled',
    tenantId,
    authorizationSource: 'RoleBased',
  };
}

export function locations({ azureSubscriptions, machines }: Estate, subscriptionId: string) {
  findSubscription({ azureSubscriptions }, subscriptionId);
  const names = [...new Set(machines.flatMap(({ azure }) => azure?.location ?? []))].sort();
  return {
    value: names.map((name) => ({
      id: `/subscriptions/${subscriptionId}/locations/${name}`,
      name,
      type: 'Region',
      displayName: name,
      regionalDisplayName: name,
      metadata: { regionType: 'Physical' },
    })),
  };
}

/** Each subscription has one Log Analytics workspace, into which nobody sends anything. */
export function workspaces(subscription: AzureSubscription) {
  const { subscriptionId, displayName } = subscription;
  const name = `law-${displayName}`;
  return {
    value: [
      {
        id: `/subscriptions/${subscriptionId}/resourceGroups/rg-monitoring/providers/Microsoft.OperationalInsights/workspaces/${name}`,
        name,
        type: 'Microsoft.OperationalInsights/workspaces',
        location: 'westeurope',
        properties: { customerId: workspaceId(subscription), provisioningState: 'Succeeded', retentionInDays: 30 },
      },
    ],
  };
}

export function workspaceId({ subscriptionId }: AzureSubscription): string {
  const h = createHash('sha256').update(`workspace/${subscriptionId}`).digest('hex');
  return `${h.slice(0, 8)}-${h.slice(8, 12)}-4${h.slice(13, 16)}-a${h.slice(17, 20)}-${h.slice(20, 32)}`;
}
