import { Sha256 } from '@aws-crypto/sha256-js';
import { HttpRequest } from '@smithy/protocol-http';
import { SignatureV4 } from '@smithy/signature-v4';
import { XMLParser } from 'fast-xml-parser';

import { baseCredentials } from '../aws/credentials';
import { makeEstate } from '../estate/makeEstate';
import { Simulator, startSimulator } from '../server';
import recorded from './grafanaRequests.json';

interface Result {
  Id: string;
  Label: string;
  Timestamps: { member?: string[] } | '';
  Values: { member?: string[] } | '';
  StatusCode: string;
}

const now = Date.now();
const estate = makeEstate({ nodes: 600, seed: 7, now });
const { id: account, regions } = estate.accounts[0];
const instances = estate.machines
  .filter(
    (machine) => machine.ec2 && machine.power.running && machine.account === account && machine.region === regions[0]
  )
  .map((machine) => machine.ec2!.instanceId);
const hosts = estate.machines
  .filter(
    ({ metrics, region, os }) => metrics.cloudWatch.agent === 'host' && region === regions[0] && os.type === 'Linux'
  )
  .map(({ names }) => names.hostname);

/** The recorded instances do not live here, and the recorded hour is over: ours stand in for them. */
function today(form: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(form).map(([name, value = '']) => {
      if (/^(Start|End)(Time|Date)$/.test(name)) {
        return [name, new Date(name.startsWith('Start') ? now - 3_600_000 : now).toISOString()];
      }
      return [
        name,
        value
          .replace(/i-00000000000abc00(\d)/g, (_, n: string) => instances[Number(n)])
          .replace('hyb-node-1', hosts[0]),
      ];
    })
  );
}

/** The very forms that Grafana 12.3.0's CloudWatch source sends for its kinds of queries. */
describe("Grafana's requests", () => {
  let simulator: Simulator;
  beforeAll(async () => (simulator = await startSimulator({ estate })));
  afterAll(() => simulator.close());

  async function post(form: Record<string, string>) {
    const signer = new SignatureV4({
      credentials: baseCredentials,
      region: regions[0],
      service: 'monitoring',
      sha256: Sha256,
      applyChecksum: false,
    });
    const { hostname, port, host } = new URL(simulator.url);
    const body = new URLSearchParams(form).toString();
    const headers = { host, 'content-type': 'application/x-www-form-urlencoded' };
    const request = new HttpRequest({ method: 'POST', hostname, port: Number(port), path: '/', headers, body });
    const signed = await signer.sign(request);
    const response = await fetch(simulator.url, { method: 'POST', headers: signed.headers, body });
    const xml = new XMLParser({ parseTagValue: false, isArray: (name) => name === 'member' }).parse(
      await response.text()
    );
    return { status: response.status, xml };
  }

  const dataCases = recorded.filter(
    ({ case: name, form }) => form.Action === 'GetMetricData' && name !== 'error-named-expression'
  );

  it.each(dataCases.map(({ case: name, form }) => [name, today(form)] as const))('%s', async (_, form) => {
    const { status, xml } = await post(form);
    expect(status).toBe(200);
    const results: Result[] = xml.GetMetricDataResponse.GetMetricDataResult.MetricDataResults.member;
    for (let n = 1; form[`MetricDataQueries.member.${n}.Id`]; n++) {
      const query = (name: string) => form[`MetricDataQueries.member.${n}.${name}`];
      const own = results.filter(({ Id }) => Id === query('Id'));
      if (query('ReturnData') === 'false') {
        expect(own).toEqual([]);
        continue;
      }
      expect(own.length).toBeGreaterThan(0);
      // Grafana cuts the label at |&| and fails if a part is missing.
      const parts = (query('Label') ?? '').split('|&|').length;
      for (const { Label, Timestamps, Values, StatusCode } of own) {
        expect(Label.split('|&|')).toHaveLength(parts);
        expect(Label).not.toMatch(/\$\{|not applicable/);
        expect(StatusCode).toBe('Complete');
        const [times, values] = [(Timestamps || {}).member ?? [], (Values || {}).member ?? []];
        expect(times.length).toBe(values.length);
        // A bare SEARCH gives stopped instances, too, without points.
        expect(times.length > 0 || query('Expression')?.startsWith('SEARCH')).toBe(true);
        expect(times.every((time) => !Number.isNaN(Date.parse(time)))).toBe(true);
        expect(values.every((value) => Number.isFinite(Number(value)))).toBe(true);
      }
    }
  });

  it('names the expression that is wrong in the way that Grafana looks for', async () => {
    const { form } = recorded.find(({ case: name }) => name === 'error-named-expression')!;
    const { status, xml } = await post(today(form));
    expect(status).toBe(400);
    expect(xml.ErrorResponse.Error).toMatchObject({
      Code: 'ValidationError',
      Message: "Error in expression 'e1': Unexpected end of expression",
    });
  });

  it('has the alarm of an instance for an annotation', async () => {
    const { form } = recorded.find(({ form: { Action } }) => Action === 'DescribeAlarmsForMetric')!;
    const { status, xml } = await post(today(form));
    expect([status, xml.DescribeAlarmsForMetricResponse.DescribeAlarmsForMetricResult]).toMatchObject([
      200,
      { MetricAlarms: { member: [{ AlarmName: `cpu-${instances[0]}` }] } },
    ]);
  });
});
