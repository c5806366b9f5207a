import { renderHook } from '@testing-library/react';
import { useToldOnce } from './useToldOnce';

function told(value: object) {
  const tell = jest.fn();
  const { result, rerender } = renderHook(({ value }) => useToldOnce(value, tell), { initialProps: { value } });
  return { tell, change: () => result.current, rerender: (value: object) => rerender({ value }) };
}

describe('useToldOnce', () => {
  it('tells of a change once, though the list that was clicked in asks again after it', () => {
    const { tell, change, rerender } = told({ resource: 'nodes' });
    const asWhenClicked = change();
    asWhenClicked({ resource: 'associations' });
    rerender({ resource: 'associations' });
    asWhenClicked({ resource: 'associations' });
    expect(tell.mock.calls).toEqual([[{ resource: 'associations' }]]);
  });

  it('tells of the same change again when the value has become another, or another change came between', () => {
    const { tell, change, rerender } = told({ limit: 5 });
    change()({ limit: 1 });
    change()({ limit: 2 });
    change()({ limit: 1 });
    rerender({ limit: 5 });
    change()({ limit: 1 });
    expect(tell).toHaveBeenCalledTimes(4);
  });
});
