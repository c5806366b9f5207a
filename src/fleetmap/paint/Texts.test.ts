import { Texts } from './Texts';

/** A type whose characters are all one pixel wide. */
const context = { font: '', measureText: (text: string) => ({ width: [...text].length }) } as CanvasRenderingContext2D;
const fit = (text: string, room: number) => new Texts().fit(context, text, room);

it('leaves what has room', () => {
  expect(fit('shop-production', 15)).toBe('shop-production');
  expect(fit('a', 1)).toBe('a');
});

it.each([
  ['shop-production', 11, 'shop-…'],
  ['vm-crm-dev-0e6', 9, 'vm-crm-…'],
  ['eu-west-1', 5, 'eu-…'],
  ['data platform', 8, 'data…'],
])('cuts %s between words', (text, room, shown) => {
  expect(fit(text, room)).toBe(shown);
});

it.each([
  ['production', 6, 'produ…'],
  ['i-0a1b2c3d4e', 8, 'i-0a1b2…'],
])('cuts %s in a word where hardly anything would be left', (text, room, shown) => {
  expect(fit(text, room)).toBe(shown);
});

it('shows nothing rather than one letter', () => {
  expect(fit('production', 2)).toBe('');
  expect(fit('i-0a1b2c3d4e', 3)).toBe('');
  expect(fit('production', 0)).toBe('');
});

it('splits no character', () => {
  expect(fit('ab🛰️cd', 5)).toBe('ab🛰️…');
  expect(fit('ab🛰️cd', 4)).toBe('ab…');
  expect(fit('x'.repeat(199) + '👩‍🚀' + 'x'.repeat(99), 1000)).toBe('x'.repeat(199) + '…');
});
