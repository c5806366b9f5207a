/**
 * The form of an AWS query request as nested values: `Filter.1.Value.2=x` becomes `{Filter: [{Value: [.., 'x']}]}`.
 * `.member.` of the older services is left out of the path. Maps stay as AWS sends them: lists of `key` and `value`.
 */
export function parseForm(form: string): Record<string, unknown> {
  const root: Tree = new Map();
  for (const [path, value] of new URLSearchParams(form)) {
    const steps = path.split('.').filter((step) => step !== 'member');
    let tree = root;
    for (const step of steps.slice(0, -1)) {
      const next = tree.get(step);
      const branch: Tree = next instanceof Map ? next : new Map();
      tree.set(step, branch);
      tree = branch;
    }
    const last = steps[steps.length - 1];
    if (!(tree.get(last) instanceof Map)) {
      tree.set(last, value);
    }
  }
  return Object.fromEntries([...root].map(([name, value]) => [name, plainValue(value)]));
}

type Tree = Map<string, string | Tree>;

function plainValue(value: string | Tree): unknown {
  if (!(value instanceof Map)) {
    return value;
  }
  const entries = [...value];
  if (entries.every(([name]) => /^\d+$/.test(name))) {
    return entries.sort(([a], [b]) => Number(a) - Number(b)).map(([, item]) => plainValue(item));
  }
  return Object.fromEntries(entries.map(([name, member]) => [name, plainValue(member)]));
}
