import { IDENTITY_RULES, type Identity, type IdentityRule, type RuleName } from './identity';

/** A machine on either side. Where both sides know account or Region, they must agree. */
export interface Machine {
  identity: Identity;
  account?: string;
  region?: string;
}

/** A machine of another source; the same machine met in two sources is two of these. */
export interface ForeignMachine extends Machine {
  /** Name of the data source that speaks of it. */
  source: string;
}

export interface Match {
  /** Index of the node. */
  node: number;
  /** Index of the foreign machine. */
  foreign: number;
  rule: RuleName;
}

/** A foreign machine whose name could mean several nodes, or that shares its node with another machine: left alone. */
export interface Ambiguity {
  foreign: number;
  /** The nodes that it could be. */
  nodes: number[];
  rule: RuleName;
}

export interface Matching {
  matches: Match[];
  ambiguities: Ambiguity[];
  /** Foreign machines that no node was found for, and that aren't ambiguous: unmanaged, if the nodes are complete. */
  unmatchedForeign: number[];
}

/**
 * Brings foreign machines to nodes. The rules are tried in their order, and a machine is settled by the first rule that
 * finds any node for it: where the name means one node, and no other machine lays claim to that node, they match; else the
 * machine is ambiguous. `nodes` must be the whole fleet, not the rows on display: whether a host name is unique can't be
 * told from a part.
 */
export function matchMachines(nodes: Machine[], foreign: ForeignMachine[]): Matching {
  const matches: Match[] = [];
  const ambiguities: Ambiguity[] = [];
  const open = new Set(foreign.keys());

  for (const rule of IDENTITY_RULES) {
    const nodesByName = indexByName(nodes, rule);
    const candidates = foreign.map((machine) => candidatesOf(machine, nodes, nodesByName, rule));
    const claimants = invert(candidates);

    for (const index of [...open].filter((machine) => candidates[machine].length > 0)) {
      const [node, ...others] = candidates[index];
      const undisputed = claimants
        .get(node)!
        .every((rival) => rival === index || mayBeTheSame(foreign[rival], foreign[index], rule));
      if (others.length === 0 && undisputed) {
        matches.push({ node, foreign: index, rule: rule.name });
      } else {
        ambiguities.push({ foreign: index, nodes: candidates[index], rule: rule.name });
      }
      open.delete(index);
    }
  }

  return { matches, ambiguities, unmatchedForeign: [...open] };
}

/** The nodes that a machine could be by this rule. */
function candidatesOf(
  machine: Machine,
  nodes: Machine[],
  nodesByName: Map<string, number[]>,
  rule: IdentityRule
): number[] {
  const named = rule.namesOf(machine.identity).flatMap((name) => nodesByName.get(name) ?? []);
  return [...new Set(named)].filter((node) => agree(nodes[node], machine, rule));
}

/** Which machines could be a node, from which nodes a machine could be. */
function invert(candidates: number[][]): Map<number, number[]> {
  const claimants = new Map<number, number[]>();
  candidates.forEach((nodes, machine) => {
    for (const node of nodes) {
      append(claimants, node, machine);
    }
  });
  return claimants;
}

function indexByName(machines: Machine[], rule: IdentityRule): Map<string, number[]> {
  const index = new Map<string, number[]>();
  machines.forEach((machine, position) => {
    for (const name of rule.namesOf(machine.identity)) {
      append(index, name, position);
    }
  });
  return index;
}

function append<K>(index: Map<K, number[]>, key: K, value: number) {
  const known = index.get(key);
  if (known) {
    known.push(value);
  } else {
    index.set(key, [value]);
  }
}

function agree(node: Machine, machine: Machine, rule: IdentityRule): boolean {
  if (node.account && machine.account && node.account !== machine.account) {
    return false;
  }
  if (node.region && machine.region && node.region !== machine.region) {
    return false;
  }
  return !rule.tellsApart?.(node.identity, machine.identity);
}

/** An exact name may be met in several sources (two Prometheus servers that scrape one host); any other proves nothing there. */
function mayBeTheSame(a: ForeignMachine, b: ForeignMachine, rule: IdentityRule): boolean {
  return rule.exact && a.source !== b.source;
}
