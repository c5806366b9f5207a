import { type Estate, type Machine } from './machine';

export interface Place {
  account: string;
  region: string;
}

/** What is made once for each account and Region, when it is first asked for, and anew after the estate has changed. */
export function oncePerPlace<T>(estate: Pick<Estate, 'revision'>, make: (place: Place) => T): (place: Place) => T {
  const made = new Map<string, T>();
  let { revision } = estate;
  return (place) => {
    if (estate.revision !== revision) {
      made.clear();
      revision = estate.revision;
    }
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
    lookUp = oncePerPlace(estate, ({ account, region }) =>
      estate.machines.filter((machine) => machine.account === account && machine.region === region)
    );
    sorted.set(estate, lookUp);
  }
  return lookUp(place);
}

const sorted = new WeakMap<Estate, (place: Place) => Machine[]>();
