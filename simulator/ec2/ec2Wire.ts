/** EC2's XML has names of its own: these, by the member that they stand in where that matters; else the SDK's name with a small first letter. */
const wireNames: Record<string, string> = {
  Reservations: 'reservationSet',
  Instances: 'instancesSet',
  Tags: 'tagSet',
  'Instances.State': 'instanceState',
  PublicDnsName: 'dnsName',
  StateTransitionReason: 'reason',
  Regions: 'regionInfo',
  Endpoint: 'regionEndpoint',
};

/** An answer in the SDK's names, in EC2's. */
export function ec2Wire(answer: object): object {
  return rename(answer, '') as object;
}

function rename(value: unknown, within: string): unknown {
  if (Array.isArray(value)) {
    return value.map((item) => rename(item, within));
  }
  if (typeof value === 'object' && value !== null && !(value instanceof Date)) {
    return Object.fromEntries(
      Object.entries(value).map(([name, member]) => [wireName(name, within), rename(member, name)])
    );
  }
  return value;
}

function wireName(name: string, within: string): string {
  return wireNames[`${within}.${name}`] ?? wireNames[name] ?? name.charAt(0).toLowerCase() + name.slice(1);
}
