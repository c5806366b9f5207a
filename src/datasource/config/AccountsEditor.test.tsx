import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import type { AccountSettings } from '../query';
import { AccountsEditor } from './AccountsEditor';

it('takes over and judges what is typed at once, so that Save & test sends it and stays under the click', async () => {
  let saved: AccountSettings[] = [];
  function Host() {
    const [accounts, setAccounts] = useState<AccountSettings[]>([{ id: '' }]);
    saved = accounts;
    return <AccountsEditor accounts={accounts} onChange={setAccounts} />;
  }
  render(<Host />);
  await userEvent.type(screen.getByRole('textbox', { name: 'Account ID' }), '11112222333');
  expect(saved).toEqual([{ id: '11112222333' }]);
  expect(screen.getByText(/^"11112222333" is not an AWS account ID/)).toBeInTheDocument();
  await userEvent.type(screen.getByRole('textbox', { name: 'Name' }), 'my shop');
  expect(screen.getByRole('textbox', { name: 'Name' })).toHaveValue('my shop');
  expect(saved).toEqual([{ id: '11112222333', name: 'my shop' }]);
});
