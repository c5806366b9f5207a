import { locationService } from '@grafana/runtime';
import { act, renderHook } from '@testing-library/react';
import { useSelection } from './useSelection';

/** The dashboard's variables, as the address has them. */
const replaceVariables = (text: string) =>
  text.replace('${node:raw}', () => locationService.getSearch().get('var-node') ?? '');

beforeEach(() => locationService.replace('/d/fleet'));

it('keeps for itself what no variable is named for', () => {
  const { result } = renderHook(() => useSelection(undefined, replaceVariables));
  expect(result.current.selected).toBeNull();
  act(() => result.current.select('i-1'));
  expect(result.current.selected).toBe('i-1');
  expect(locationService.getSearch().has('var-node')).toBe(false);
});

it('sets the variable, and follows when it is set elsewhere', () => {
  const { result } = renderHook(() => useSelection('node', replaceVariables));
  act(() => result.current.select('i-1'));
  expect(locationService.getSearch().get('var-node')).toBe('i-1');
  expect(result.current.selected).toBe('i-1');
  act(() => locationService.partial({ 'var-node': 'i-2' }));
  expect(result.current.selected).toBe('i-2');
  act(() => locationService.partial({ 'var-node': null }));
  expect(result.current.selected).toBe('');
});

it('shows a click before the dashboard has heard of it', () => {
  const { result } = renderHook(() => useSelection('node', (text) => text.replace('${node:raw}', 'i-2')));
  expect(result.current.selected).toBe('i-2');
  act(() => result.current.select('i-1'));
  expect(result.current.selected).toBe('i-1');
});

it('tells of a variable that the dashboard does not have, and selects all the same', () => {
  const { result } = renderHook(() => useSelection('host', replaceVariables));
  expect(result.current.complaints.join()).toContain('has no variable "host"');
  act(() => result.current.select('i-1'));
  expect(result.current.selected).toBe('i-1');
  expect(locationService.getSearch().has('var-host')).toBe(false);
});
