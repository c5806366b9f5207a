import { machinesOf } from './answer';
import type { JoinKey } from './spec';
import { seriesFrame } from './testdata/frames';
import { recordedFrames } from './testdata/recorded';

const HOST: JoinKey = { label: 'host', kind: 'host' };
const disk = (host: string, path: string, values: number[]) => seriesFrame({ host, path }, values);

describe('machinesOf', () => {
  it('brings a source’s machines together, each with its name as the rules know it and with its place', () => {
    const { machines, problems } = machinesOf(
      recordedFrames('cloudWatchDiskByHost'),
      { column: 'Disk', key: HOST },
      'CW-1',
      { account: '111122223333', region: 'eu-west-1' }
    );
    expect(problems).toEqual([]);
    expect(machines).toEqual([
      expect.objectContaining({
        identity: { cloudIds: [], host: { short: 'hyb-node-1' } },
        source: 'CW-1',
        account: '111122223333',
        region: 'eu-west-1',
      }),
      expect.objectContaining({ identity: { cloudIds: [], host: { short: 'hyb-node-2' } } }),
    ]);
    expect(machines[0].series[0].field.values).toEqual([69.022, 69.543, 69.87]);
  });

  it('takes several series of one name, such as those of its disks, for one machine’s', () => {
    const frames = [disk('web-01', '/', [1]), disk('web-02', '/', [2]), disk('web-01', '/data', [3])];
    const { machines } = machinesOf(frames, { column: 'Disk', key: HOST }, 'CloudWatch');
    expect(machines.map(({ series }) => series.map(({ field }) => field.values[0]))).toEqual([[1, 3], [2]]);
    expect(machines[0]).not.toHaveProperty('region');
  });

  it('takes one name at two of Prometheus’ instances for two machines', () => {
    const frames = ['10.0.0.1:9100', '10.9.0.1:9100'].map((instance) =>
      seriesFrame({ nodename: 'web-01', instance }, [1])
    );
    const key: JoinKey = { label: 'nodename', kind: 'host' };
    expect(machinesOf(frames, { column: 'CPU', key }, 'Prometheus').machines).toHaveLength(2);
  });

  it('leaves out what names no machine', () => {
    const frames = [seriesFrame({ host: 'localhost' }, [1]), seriesFrame({ host: 'web-01' }, [1])];
    expect(machinesOf(frames, { column: 'CPU', key: HOST }, 'CloudWatch').machines).toHaveLength(1);
  });

  it('says so where no series has the key, and says nothing where one has or where there is no series', () => {
    const problemsOf = (frames: Parameters<typeof machinesOf>[0]) =>
      machinesOf(frames, { column: 'CPU', key: HOST }, 'CW-1').problems;
    const foreign = recordedFrames('cloudWatchByInstanceId');
    expect(problemsOf(foreign)).toEqual([
      'CPU: no series of CW-1 has the label host, so none could be matched to a node',
    ]);
    expect(problemsOf([...foreign, disk('web-01', '/', [1])])).toEqual([]);
    expect(problemsOf([])).toEqual([]);
  });
});
