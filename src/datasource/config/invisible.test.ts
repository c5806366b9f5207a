import { invisibleProblem, trimmed } from './invisible';

const HIDDEN = [
  '\u00a0',
  '\u200b',
  '\ufeff',
  '\u2060',
  '\u00ad',
  '\u2003',
  '\u3164',
  '\ufe0f',
  '\u2800',
  ' ',
  '\t',
  '\r\n',
];

it.each(HIDDEN)('takes %j off the ends', (hidden) => {
  expect(trimmed(`${hidden}eu-west-1${hidden}${hidden}`)).toBe('eu-west-1');
  expect(invisibleProblem(`${hidden}eu-west-1${hidden}`)).toBeUndefined();
});

it.each([
  ['1111 2222', 'Has a blank after "1111": take it out'],
  [' eu-\u00a0west-1', 'Has a no-break space (U+00A0) after "eu-": take it out'],
  ['eu\u200b-west-1', 'Has a zero-width space (U+200B) after "eu": take it out'],
  ['a\tb', 'Has a tab after "a": take it out'],
  ['a\nb', 'Has a line break after "a": take it out'],
  ['a\u00adb', 'Has an invisible character (U+00AD) after "a": take it out'],
  ['\u{1F600}\u{E0001}x', 'Has an invisible character (U+E0001) after "\u{1F600}": take it out'],
  ['arn:aws:iam::111122223333:role/Reader', undefined],
  ['', undefined],
])('%j', (value, problem) => {
  expect(invisibleProblem(value)).toBe(problem);
});
