import { act, renderHook } from '@testing-library/react';
import { DEFAULT_OPTIONS, type FleetMapOptions } from '../options';
import { useChoices } from './useChoices';

const OWN: FleetMapOptions = { ...DEFAULT_OPTIONS, fillBy: 'patchStatus', sizeBy: 'missing' };
const setUp = () => renderHook((own: FleetMapOptions) => useChoices(own), { initialProps: OWN });

it("begins with the panel's options", () => {
  const { result } = setUp();
  expect(result.current).toMatchObject({ options: OWN, isChosen: false });
});

it('puts what is chosen in their place, until the viewer wants them back', () => {
  const { result, rerender } = setUp();
  act(() => result.current.choose({ fillBy: 'pingStatus' }));
  act(() => result.current.choose({ sizeBy: undefined }));
  rerender({ ...OWN });
  expect(result.current.options).toEqual({ ...OWN, fillBy: 'pingStatus', sizeBy: undefined });
  expect(result.current.isChosen).toBe(true);
  act(() => result.current.reset());
  expect(result.current).toMatchObject({ options: OWN, isChosen: false });
});

it('gives way to an editor who changes what was chosen, and not to one who changes anything else', () => {
  const { result, rerender } = setUp();
  act(() => result.current.choose({ fillBy: 'pingStatus' }));
  rerender({ ...OWN, shape: 'hexagon' });
  expect(result.current.options.fillBy).toBe('pingStatus');
  rerender({ ...OWN, fillBy: 'associationStatus' });
  expect(result.current.options.fillBy).toBe('associationStatus');
});
