import { standardRegions } from '@grafana/aws-sdk';
import { Button, Card, IconButton, MultiCombobox, Stack } from '@grafana/ui';
import { Labelled } from '../editor/Labelled';
import type { AccountSettings } from '../query';
import { trimmed } from './invisible';
import { SettingInput } from './SettingInput';
import { accountIdProblem, externalIdProblem, regionsProblem, roleProblem } from './validate';

interface Props {
  accounts: AccountSettings[];
  onChange: (accounts: AccountSettings[]) => void;
}

/** The accounts that are read, each by a role that is assumed from the credentials above. */
export function AccountsEditor({ accounts, onChange }: Props) {
  const replace = (index: number, changed: Partial<AccountSettings>) =>
    onChange(accounts.map((account, at) => (at === index ? { ...account, ...changed } : account)));

  return (
    <Stack direction="column" gap={1} alignItems="flex-start">
      {accounts.map((account, index) => (
        <Card key={index} noMargin>
          <Card.Heading>{account.name || account.id || 'New account'}</Card.Heading>
          <Card.Description>
            <Stack gap={2} wrap="wrap" alignItems="flex-start">
              <Labelled label="Account ID" error={accountIdProblem(account, accounts)}>
                {(name) => (
                  <SettingInput
                    {...name}
                    width={20}
                    placeholder="123456789012"
                    value={String(account.id)}
                    onChange={(id) => replace(index, { id: trimmed(id) })}
                  />
                )}
              </Labelled>
              <Labelled label="Name">
                {(name) => (
                  <SettingInput
                    {...name}
                    width={24}
                    placeholder="production"
                    value={account.name ?? ''}
                    onChange={(text) => replace(index, { name: trimmed(text) || undefined })}
                  />
                )}
              </Labelled>
              <Labelled label="Role ARN" error={roleProblem(account)}>
                {(name) => (
                  <SettingInput
                    {...name}
                    width={56}
                    placeholder="arn:aws:iam::123456789012:role/OnePaneReader; empty: the credentials above"
                    value={account.assumeRoleArn ?? ''}
                    onChange={(text) => replace(index, { assumeRoleArn: trimmed(text) || undefined })}
                  />
                )}
              </Labelled>
              <Labelled label="External ID" error={externalIdProblem(account.externalId)}>
                {(name) => (
                  <SettingInput
                    {...name}
                    width={24}
                    value={account.externalId ?? ''}
                    onChange={(text) => replace(index, { externalId: trimmed(text) || undefined })}
                  />
                )}
              </Labelled>
              <Labelled label="Regions" error={regionsProblem(account.regions)}>
                {(name) => (
                  <RegionsInput
                    name={name}
                    placeholder="As above"
                    value={account.regions}
                    onChange={(regions) => replace(index, { regions })}
                  />
                )}
              </Labelled>
            </Stack>
          </Card.Description>
          <Card.SecondaryActions>
            <IconButton
              name="trash-alt"
              aria-label={`Remove account ${account.name || account.id || index + 1}`}
              onClick={() => onChange(accounts.filter((_, at) => at !== index))}
            />
          </Card.SecondaryActions>
        </Card>
      ))}
      <Button variant="secondary" icon="plus" onClick={() => onChange([...accounts, { id: '' }])}>
        Add account
      </Button>
    </Stack>
  );
}

interface RegionsProps {
  name: { id: string; 'aria-labelledby': string };
  placeholder: string;
  value: string[] | undefined;
  onChange: (regions: string[] | undefined) => void;
}

/** Regions by their codes; a Region newer than this list can be typed. */
export function RegionsInput({ name, placeholder, value = [], onChange }: RegionsProps) {
  return (
    <MultiCombobox
      {...name}
      width={60}
      createCustomValue
      placeholder={placeholder}
      options={standardRegions.map((region) => ({ value: region, label: region }))}
      value={value}
      onChange={(options) => onChange(options.length > 0 ? options.map((option) => trimmed(option.value)) : undefined)}
    />
  );
}
