import { type Machine } from './machine';
import { Random } from './random';

/** The inventory type under which a script of the account's own says where a machine of a data centre stands. */
export const rackInfoType = 'Custom:RackInfo';

/** Every value is text; none for what stands in no rack. One technician writes markup. */
export function rackInfo({ key, kind }: Machine): Array<Record<string, string>> {
  if (kind !== 'onPremises') {
    return [];
  }
  const random = new Random(key, 'rack');
  return [
    {
      RackLocation: `fra1-${random.int(1, 8)}-${random.int(1, 24)}`,
      HeightUnits: String(random.pick([1, 1, 2, 4])),
      Note: random.chance(0.1) ? '<img src=x onerror=alert(1)> =2+5' : '',
    },
  ];
}
