import { type Fault, Faults, parseFaults } from './faults';

const call = { service: 'ssm', operation: 'ListAssociations', account: '111122223333', region: 'eu-west-1', page: 1 };

/** Which of the first calls are struck, by their number. */
function struck(fault: Fault, calls = 20, of: object = call): number[] {
  const faults = new Faults();
  faults.add([{ code: 'Throttling', ...fault }]);
  return Array.from({ length: calls }, (_, i) => i + 1).filter(() => faults.strike({ ...call, ...of }));
}

test.each<[string, object[] | unknown, string]>([
  ['no list', { code: 'x' }, 'must be a JSON list'],
  ['no object', [{ code: 'x' }, null], 'fault 1: must be a JSON object'],
  ['an unknown member', [{ colour: 'red' }], 'fault 0: colour is none of service, operation'],
  ['a wrong type', [{ code: 7 }], 'fault 0: code must be a text, and is 7'],
  ['page 0', [{ code: 'x', page: 0 }], 'page must be a whole number of at least 1, and is 0'],
  ['half a page', [{ code: 'x', fromPage: 1.5 }], 'fromPage must be a whole number of at least 1, and is 1.5'],
  ['no share', [{ code: 'x', share: 0 }], 'share must be a number above 0, 1 at most, and is 0'],
  ['too large a share', [{ code: 'x', share: 10 }], 'share must be a number above 0, 1 at most, and is 10'],
  ['an impossible status', [{ status: 42 }], 'status must be a whole number from 200 to 599, and is 42'],
  ['an unknown answer', [{ answer: 'gif' }], 'answer must be one of empty, html'],
  ['an unknown list fault', [{ list: 'long' }], 'list must be one of short, emptyPage'],
  ['an unknown value fault', [{ value: 'red' }], 'value must be one of nanTime, textTime'],
  ['echo of nothing', [{ echo: true, answer: 'html' }], 'echo needs code or status beside it'],
  ['a message of nothing', [{ message: 'Rate exceeded' }], 'message needs code or status beside it'],
  ['a member of nothing', [{ member: 'MissingCount', latencyMs: 1 }], 'member needs value beside it'],
  ['two kinds', [{ answer: 'html', list: 'short' }], "answer and list can't strike one call together"],
  [
    'nothing',
    [{ service: 'ssm', times: 3 }],
    'fault 0: does nothing: say latencyMs, code, status, answer, list, value',
  ],
])('%s is refused by name', (_, json, words) => {
  expect(() => parseFaults(json)).toThrow(words);
});

test('what is said is what is kept', () => {
  const faults = [
    {
      service: 'ssm',
      operation: 'ListAssociations',
      account: '1',
      region: 'eu-west-1',
      page: 2,
      code: 'x',
      message: '',
    },
    { share: 0.5, afterCalls: 3, times: 2, latencyMs: 10, status: 500, echo: true },
    { fromPage: 2, value: 'minusOne', member: 'MissingCount' },
  ];
  expect(parseFaults(faults)).toEqual(faults);
});

test('a share strikes evenly, from the first call that makes a whole one', () => {
  expect(struck({ share: 0.25 })).toEqual([4, 8, 12, 16, 20]);
  expect(struck({ share: 0.3 })).toEqual([4, 7, 10, 14, 17, 20]);
  expect(struck({ share: 0.1 })).toEqual([10, 20]);
  expect(struck({ share: 1 }, 3)).toEqual([1, 2, 3]);
  expect(struck({ share: 0.29 }, 100)).toHaveLength(29);
});

test('some calls are let through first, and after its times it strikes no more', () => {
  expect(struck({ afterCalls: 2 }, 4)).toEqual([3, 4]);
  expect(struck({ afterCalls: 2, share: 0.5, times: 2 })).toEqual([4, 6]);
});

test('what doesn’t fit is not counted', () => {
  const faults = new Faults();
  faults.add([{ code: 'x', region: 'us-east-1', share: 0.5 }]);
  const regions = ['us-east-1', 'eu-west-1', 'eu-west-1', 'us-east-1'];
  expect(regions.map((region) => faults.strike({ ...call, region }) !== undefined)).toEqual([
    false,
    false,
    false,
    true,
  ]);
});

test('the first that strikes is the one; those before it let the call through', () => {
  const faults = new Faults();
  faults.add([
    { code: 'seldom', share: 0.5 },
    { code: 'often', times: 3 },
  ]);
  expect(Array.from({ length: 6 }, () => faults.strike(call)?.code)).toEqual([
    'often',
    'seldom',
    'often',
    'seldom',
    'often',
    'seldom',
  ]);
});

test('pages are told apart, where they are known', () => {
  expect(struck({ page: 2 }, 1, { page: 1 })).toEqual([]);
  expect(struck({ page: 2 }, 1, { page: 2 })).toEqual([1]);
  expect(struck({ page: 2 }, 1, { page: 3 })).toEqual([]);
  expect(struck({ fromPage: 2 }, 1, { page: 1 })).toEqual([]);
  expect(struck({ fromPage: 2 }, 1, { page: 3 })).toEqual([1]);
  expect(struck({ fromPage: 1 }, 1, { page: undefined })).toEqual([]);
});

test('what only AWS answers can have strikes no other world', () => {
  const faults = new Faults();
  faults.add([{ list: 'short' }, { value: 'minusOne' }, { code: 'x', echo: true }, { page: 1, code: 'x' }]);
  expect(faults.strike({ service: 'azure' })).toBeUndefined();
  faults.add([{ answer: 'html' }]);
  expect(faults.strike({ service: 'azure' })).toEqual({ answer: 'html' });
});
