import { Random } from './random';

test('the same seeds give the same ids', () => {
  expect(new Random(7, 'm-00001').hex(16)).toBe(new Random(7, 'm-00001').hex(16));
});

test('seeds whose states meet give different ids', () => {
  // FNV-1a has the same 32 bits for both words.
  const twins = () => [new Random('costarring'), new Random('liquid')];
  const [one, other] = twins();
  expect(one.next()).toBe(other.next());
  const [id, otherId] = twins().map((random) => random.hex(16));
  expect(id).toMatch(/^[0-9a-f]{16}$/);
  expect(id).not.toBe(otherId);
});
