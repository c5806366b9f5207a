import { XMLParser } from 'fast-xml-parser';
import { makeEstate } from './estate/makeEstate';
import { rawCall } from './rawCall';
import { type Simulator, startSimulator } from './server';

const estate = makeEstate({ nodes: 200, seed: 7, now: Date.now() });

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator({ estate, throttle: false, mostPerPage: 15 });
});
afterAll(() => simulator.close());

test('pages have no more items than they may have, be it asked for more, and have a successor', async () => {
  const nodes = await rawCall(simulator.url, 'DescribeInstanceProperties', { MaxResults: 1000 });
  const { InstanceProperties, NextToken } = await nodes.json();
  expect([InstanceProperties.length, typeof NextToken]).toEqual([15, 'string']);

  const form = 'Version=2016-11-15&MaxResults=1000';
  const instances = await rawCall(simulator.url, 'DescribeInstances', form, { service: 'ec2' });
  const { reservationSet, nextToken } = new XMLParser().parse(await instances.text()).DescribeInstancesResponse;
  expect([reservationSet.item.length, typeof nextToken]).toEqual([15, 'string']);
});

test('who asks for fewer gets fewer', async () => {
  const nodes = await rawCall(simulator.url, 'DescribeInstanceProperties', { MaxResults: 7 });
  expect((await nodes.json()).InstanceProperties).toHaveLength(7);
});
