import { type Estate, type Machine } from './machine';

/** The machines of each account and Region, in the estate's order; sorted out once for each estate. */
export function machinesIn(estate: Estate, { account, region }: { account: string; region: string }): Machine[] {
  let places = sorted.get(estate);
  if (!places) {
    places = new Map();
    for (const machine of estate.machines) {
      const key = `${machine.account}/${machine.region}`;
      const place = places.get(key);
      if (place) {
        place.push(machine);
      } else {
        places.set(key, [machine]);
      }
    }
    sorted.set(estate, places);
  }
  return places.get(`${account}/${region}`) ?? [];
}

const sorted = new WeakMap<Estate, Map<string, Machine[]>>();
