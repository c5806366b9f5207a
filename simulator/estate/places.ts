import { type Estate, type Machine } from './machine';

export interface Place {
  account: string;
  region: string;
}

/** What is made once for each account and Region, when it is first asked for: the estate doesn't change. */
export function oncePerPlace<T>(make: (place: Place) => T): (place: Place) => T {
  const made = new Map<string, T>();
  return (place) => {
    const key = `${place.account}/${place.region}`;
    let value = made.get(key);
    if (value === undefined) {
      value = make(place);
      made.set(key, value);
    }
    return value;
  };
}

/** The machines of each account and Region, in the estate's order; sorted out once for each estate. */
export function machinesIn(estate: Estate, place: Place): Machine[] {
  let lookUp = sorted.get(estate);
  if (!lookUp) {
    lookUp = oncePerPlace(({ account, region }) =>
      estate.machines.filter((machine) => machine.account === account && machine.region === region)
    );
    sorted.set(estate, lookUp);
  }
  return lookUp(place);
}

const sorted = new WeakMap<Estate, (place: Place) => Machine[]>();
