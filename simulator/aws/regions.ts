/** Regions of the `aws` partition. Those of 2019 and later have to be opted in to; no account of the estate has. */
export const regions: Array<{ name: string; optIn: boolean }> = [
  ...[
    'ap-northeast-1',
    'ap-northeast-2',
    'ap-northeast-3',
    'ap-south-1',
    'ap-southeast-1',
    'ap-southeast-2',
    'ca-central-1',
    'eu-central-1',
    'eu-north-1',
    'eu-west-1',
    'eu-west-2',
    'eu-west-3',
    'sa-east-1',
    'us-east-1',
    'us-east-2',
    'us-west-1',
    'us-west-2',
  ].map((name) => ({ name, optIn: false })),
  ...[
    'af-south-1',
    'ap-east-1',
    'ap-south-2',
    'ap-southeast-3',
    'ap-southeast-4',
    'ca-west-1',
    'eu-central-2',
    'eu-south-1',
    'eu-south-2',
    'il-central-1',
    'me-central-1',
    'me-south-1',
  ].map((name) => ({ name, optIn: true })),
];

/** Whether credentials of the estate are good in a Region. */
export function isEnabledRegion(name: string): boolean {
  return regions.some((region) => region.name === name && !region.optIn);
}
