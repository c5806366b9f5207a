import type { DataFrame } from '@grafana/data';
import { isOnItsWay, isWhole, readSoFar } from './progress';
import type { FleetMeta, TargetState } from './query';

type State = TargetState['state'];

interface Read {
  read: number;
  expected: number;
  states?: State[];
  truncated?: FleetMeta['truncated'];
}

function frameOf({ read, expected, states, truncated = null }: Read): DataFrame {
  const targets = states?.map((state) => ({ state }));
  return { length: 0, fields: [], meta: { custom: { progress: { read, expected }, targets, truncated } } };
}

const BARE: DataFrame = { length: 0, fields: [] };
const CUSTOM: DataFrame = { length: 0, fields: [], meta: { custom: {} } };

describe('isOnItsWay', () => {
  it.each<[string, Read, boolean]>([
    ['a target is loading', { read: 1, expected: 2, states: ['ok', 'loading', 'failed'] }, true],
    ['no target is named yet', { read: 0, expected: 2, states: [] }, true],
    ['targets are not told', { read: 0, expected: 2 }, true],
    ['what is missing has failed', { read: 1, expected: 2, states: ['ok', 'failed'] }, false],
    ['all is read that is expected', { read: 2, expected: 2, states: ['loading'] }, false],
  ])('%s', (_, read, expected) => {
    expect(isOnItsWay({ data: [frameOf(read)] })).toBe(expected);
  });

  it('is no more than one frame of several', () => {
    const [whole, part] = [frameOf({ read: 2, expected: 2 }), frameOf({ read: 1, expected: 2 })];
    expect(isOnItsWay({ data: [whole, part] })).toBe(true);
    expect(isOnItsWay({ data: [whole, whole] })).toBe(false);
  });

  it('is nothing where no progress is told', () => {
    expect(isOnItsWay({ data: [] })).toBe(false);
    expect(isOnItsWay({ data: [BARE, CUSTOM] })).toBe(false);
  });
});

describe('isWhole', () => {
  it.each<[string, Read, boolean]>([
    ['every target is read, stale and late ones too', { read: 3, expected: 3, states: ['ok', 'stale', 'late'] }, true],
    ['targets are not told', { read: 2, expected: 2 }, true],
    ['one of the targets has failed', { read: 2, expected: 2, states: ['ok', 'failed'] }, false],
    ['one of the targets is loading', { read: 2, expected: 2, states: ['loading', 'ok'] }, false],
    ['more is expected', { read: 1, expected: 2, states: ['ok'] }, false],
    ['rows were cut', { read: 2, expected: 2, states: ['ok'], truncated: { shown: 1, total: 2 } }, false],
  ])('%s', (_, read, expected) => {
    expect(isWhole(frameOf(read))).toBe(expected);
  });

  it('is never claimed where no progress is told', () => {
    expect(isWhole(BARE)).toBe(false);
    expect(isWhole(CUSTOM)).toBe(false);
  });
});

test('what was read is summed over the frames that tell it', () => {
  const data = [frameOf({ read: 3, expected: 6 }), BARE, CUSTOM, frameOf({ read: 4, expected: 6 })];
  expect(readSoFar({ data })).toBe(7);
});
