import { FieldType } from '@grafana/data';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { answer, fleet, legend, panel, said } from './testdata/panel';

// jsdom has no canvas; what is painted is tested where it is painted.
jest.mock('../paint/CellLayer', () => ({ CellLayer: jest.fn(() => ({ paint: jest.fn() })) }));
jest.mock('../paint/MarkLayer', () => ({ MarkLayer: jest.fn(() => ({ paint: jest.fn() })) }));

const nodes = () => {
  const of = fleet(undefined, { os: ['Linux', 'Windows', 'Linux'] });
  return { ...of, fields: [...of.fields, { name: 'missing', type: FieldType.number, values: [1, 4, 2] }] };
};
const open = async (colour: string) => userEvent.click(screen.getByRole('button', { name: `Colour by ${colour}` }));
const input = (name: string) => screen.getByRole('combobox', { name });
/** Looked for by text: a role is found slowly in a page of this size. */
const option = (text: string) => screen.findByText(text, { selector: '[role="option"] *' });
const choose = async (part: string, text: string) => {
  await userEvent.click(input(part));
  await userEvent.click(await option(text));
};

it('says what the cells are coloured by, and colours them by what the viewer chooses, through a refresh', async () => {
  const { rerender } = render(panel(answer([nodes()])));
  await open('patchStatus');
  await choose('Colour by', 'os');
  expect(legend().getByText('Windows')).toBeInTheDocument();
  rerender(panel(answer([nodes()])));
  expect(screen.getByRole('button', { name: 'Colour by os' })).toHaveAttribute(
    'title',
    expect.stringMatching(/by you/)
  );
  expect(legend().getByText('Windows')).toBeInTheDocument();
});

it('groups by what the viewer chooses, or not at all', async () => {
  render(panel(answer([nodes()])));
  expect(said()).toContain('grouped by region');
  await open('patchStatus');
  await choose('Group by', 'os');
  expect(said()).toContain('grouped by region, then os');
  await userEvent.click(await option('region'));
  await userEvent.click(await option('os'));
  expect(said()).not.toContain('grouped');
});

it('sizes cells by numbers alone, and takes the size back', async () => {
  render(panel(answer([nodes()])));
  await open('patchStatus');
  await userEvent.click(input('Size by'));
  const options = await screen.findAllByRole('option');
  expect(options.map(({ textContent }) => textContent)).toEqual(['All the same', 'missing']);
  await userEvent.click(options[1]);
  expect(input('Size by')).toHaveValue('missing');
  await choose('Size by', 'All the same');
  expect(input('Size by')).toHaveValue('All the same');
});

it("leads back to the panel's own", async () => {
  render(panel(answer([nodes()]), { fillBy: 'os' }));
  await open('os');
  const back = screen.getByRole('button', { name: "Back to the panel's own" });
  expect(back).toBeDisabled();
  await choose('Colour by', 'patchStatus');
  await userEvent.click(back);
  expect(screen.getByRole('button', { name: 'Colour by os' })).toBeInTheDocument();
  expect(back).toBeDisabled();
});

it('stays open while its lists are used, and Escape closes it', async () => {
  render(panel(answer([nodes()])));
  await open('patchStatus');
  await choose('Colour by', 'os');
  await choose('Size by', 'missing');
  expect(screen.getByTestId('toggletip-content')).toBeInTheDocument();
  await userEvent.keyboard('{Escape}');
  expect(screen.queryByTestId('toggletip-content')).not.toBeInTheDocument();
});

it('is not there where the options say so', () => {
  render(panel(answer([nodes()]), { showChoices: false }));
  expect(screen.queryByRole('button', { name: /^Colour by/ })).not.toBeInTheDocument();
});
