import {
  type GetInventoryRequest,
  type GetInventoryResult,
  type InventoryAggregator,
  type InventoryFilter,
  type InventoryResultEntity,
  type InventoryResultItem,
} from '@aws-sdk/client-ssm';
import { type AwsCall } from '../aws/awsService';
import { oncePerPlace } from '../estate/places';
import { checkLength, pageOf } from './input';
import { captureTime, inventoryOf } from './inventory';
import { attributeTest } from './inventoryFilters';
import { type ManagedNode } from './managedNodes';
import { ssmError } from './ssmError';
import { type SsmWorld } from './ssmWorld';

const resultTypes = ['AWS:InstanceInformation', 'AWS:PatchSummary'];

/** Nodes by what their inventory says, stopped ones too, 1 to 50 a page; or, with an aggregator, counts. */
export function getInventory({ estate, nodes }: SsmWorld) {
  const matches = oncePerPlace(estate, () => new Map<string, ManagedNode[]>());
  return (input: GetInventoryRequest, call: AwsCall): GetInventoryResult => {
    const wanted = input.ResultAttributes?.map(({ TypeName = '' }) => TypeName) ?? ['AWS:InstanceInformation'];
    const unusable = wanted.find((typeName) => !resultTypes.includes(typeName));
    if (unusable !== undefined) {
      throw ssmError('InvalidResultAttributeException', `The result attribute ${unusable} is not valid.`);
    }
    if (input.Filters) {
      checkLength(input.Filters, 1, 5, 'filters');
    }
    const found = input.Filters ? matching(input.Filters, nodes.all(call), matches(call)) : nodes.all(call);
    const aggregator = input.Aggregators?.[0];
    const entities = aggregator
      ? aggregate(found, aggregator)
      : found.map((node) => ({ node, toEntity: () => entity(node, wanted) }));
    const { items, nextToken } = pageOf(entities, input, { low: 1, high: 50, usual: 50 }, call, { sparse: true });
    return { Entities: items.map(({ toEntity }) => toEntity()), NextToken: nextToken };
  };
}

/** What nodes have is made anew at every look: who pages through a list doesn't wait for it again at every page. */
function matching(filters: InventoryFilter[], nodes: ManagedNode[], known: Map<string, ManagedNode[]>): ManagedNode[] {
  const key = JSON.stringify(filters);
  const tests = filters.map(attributeTest);
  const typeNames = [...new Set(tests.map(({ typeName }) => typeName))];
  const found =
    known.get(key) ??
    nodes.filter((node) =>
      typeNames.every((typeName) => {
        const content = inventoryOf(node, typeName)?.content ?? [];
        return tests.every((test) => test.typeName !== typeName || content.some(test.holds));
      })
    );
  known.set(key, found);
  return found;
}

interface Lazy {
  toEntity(): InventoryResultEntity;
}

function entity(node: ManagedNode, typeNames: string[]): InventoryResultEntity {
  const data: Record<string, InventoryResultItem> = {};
  for (const typeName of typeNames) {
    const inventory = inventoryOf(node, typeName);
    if (inventory && inventory.content.length > 0) {
      data[typeName] = {
        TypeName: typeName,
        SchemaVersion: inventory.schemaVersion,
        CaptureTime: captureTime(node),
        Content: inventory.content,
      };
    }
  }
  return { Id: node.ssm.nodeId, Data: data };
}

/** Counts of nodes by one attribute. They come as text, and the values that they are counted by in small letters. */
function aggregate(nodes: ManagedNode[], { Expression = '', Aggregators = [] }: InventoryAggregator): Lazy[] {
  const [, typeName, attribute] = /^((?:AWS|Custom):\w+)\.(\w+)$/.exec(Expression) ?? [];
  if (!typeName || Aggregators.length > 0) {
    throw ssmError('InvalidAggregatorException', `The aggregator ${Expression} is not valid, or is nested.`);
  }
  const counts = new Map<string, number>();
  let schemaVersion = '1.0';
  for (const node of nodes) {
    const inventory = inventoryOf(node, typeName);
    schemaVersion = inventory?.schemaVersion ?? schemaVersion;
    const values = new Set(inventory?.content.map((entry) => entry[attribute]?.toLowerCase()));
    for (const value of values) {
      if (value !== undefined) {
        counts.set(value, (counts.get(value) ?? 0) + 1);
      }
    }
  }
  const content = [...counts].map(([value, count]) => ({ [attribute]: value, Count: String(count) }));
  return content.length === 0
    ? []
    : [
        {
          toEntity: () => ({
            Data: { [typeName]: { TypeName: typeName, SchemaVersion: schemaVersion, Content: content } },
          }),
        },
      ];
}
