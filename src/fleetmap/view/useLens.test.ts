import { magnify, reveal } from './useLens';

const WHOLE = { scale: 1, left: 0, top: 0 };
const under = ({ scale, left, top }: typeof WHOLE, x: number, y: number) => [left + x / scale, top + y / scale];

it('keeps what is under the pointer there', () => {
  const twice = magnify(WHOLE, 2, 300, 150, 600, 400);
  expect(twice.scale).toBe(2);
  expect(under(twice, 300, 150)).toEqual([300, 150]);
  const more = magnify(twice, 1.7, 123, 45, 600, 400);
  expect(under(more, 123, 45)).toEqual(under(twice, 123, 45).map((part) => expect.closeTo(part)));
});

it('never shows anything beyond the map, and never less than all of it', () => {
  const corner = magnify(magnify(WHOLE, 4, 600, 400, 600, 400), 0.5, 0, 0, 600, 400);
  expect(corner).toEqual({ scale: 2, left: 300, top: 200 });
  expect(magnify(corner, 0.1, 10, 10, 600, 400)).toEqual(WHOLE);
});

describe('what has the focus', () => {
  const magnified = { scale: 4, left: 100, top: 100 };

  it('moves nothing where it is in view', () => {
    expect(reveal(magnified, { x: 110, y: 120, width: 20, height: 20 }, 600, 400)).toBe(magnified);
  });

  it('is brought into the middle, as far as the map goes', () => {
    const far = { x: 390, y: 290, width: 20, height: 20 };
    expect(reveal(magnified, far, 600, 400)).toEqual({ scale: 4, left: 400 - 75, top: 300 - 50 });
    expect(reveal(magnified, { ...far, x: 0 }, 600, 400).left).toBe(0);
  });
});
