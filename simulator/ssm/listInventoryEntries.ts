import { type ListInventoryEntriesRequest, type ListInventoryEntriesResult } from '@aws-sdk/client-ssm';
import { type AwsCall } from '../aws/awsService';
import { instanceId, pageOf, required } from './input';
import { captureTime, inventoryOf } from './inventory';
import { attributeTest } from './inventoryFilters';
import { ssmError } from './ssmError';
import { type SsmWorld } from './ssmWorld';

/** One inventory type of one node, 1 to 50 entries a page. */
export function listInventoryEntries({ nodes }: SsmWorld) {
  return (input: ListInventoryEntriesRequest, call: AwsCall): ListInventoryEntriesResult => {
    const node = nodes.get(instanceId(input.InstanceId), call);
    const typeName = required(input.TypeName, 'typeName');
    const inventory = inventoryOf(node, typeName);
    if (!inventory) {
      throw ssmError('InvalidTypeNameException', `Inventory type ${typeName} is not valid.`);
    }
    const tests = (input.Filters ?? []).map(attributeTest);
    const found = inventory.content.filter((entry) => tests.every(({ holds }) => holds(entry)));
    const { items, nextToken } = pageOf(found, input, { low: 1, high: 50, usual: 50 }, call);
    return {
      TypeName: typeName,
      InstanceId: node.ssm.nodeId,
      SchemaVersion: inventory.schemaVersion,
      CaptureTime: captureTime(node),
      Entries: items,
      NextToken: nextToken,
    };
  };
}
