/**
 * For each id its position in the ids before, -1 where it is new. Of ids that are there several times the first is the first
 * before, the second the second, and so on.
 */
export function findBefore(ids: ArrayLike<string>, before: ArrayLike<string>): Int32Array {
  const found = new Int32Array(ids.length).fill(-1);
  // From one refresh to the next most rows stay where they were.
  let same = 0;
  while (same < ids.length && same < before.length && ids[same] === before[same]) {
    found[same] = same;
    same++;
  }
  if (same === ids.length) {
    return found;
  }

  const first = new Map<string, number>();
  const nextTwin = new Int32Array(before.length).fill(-1);
  for (let i = before.length - 1; i >= same; i--) {
    nextTwin[i] = first.get(before[i]) ?? -1;
    first.set(before[i], i);
  }
  for (let i = same; i < ids.length; i++) {
    const at = first.get(ids[i]) ?? -1;
    found[i] = at;
    if (at >= 0) {
      first.set(ids[i], nextTwin[at]);
    }
  }
  return found;
}
