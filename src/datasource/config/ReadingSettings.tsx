import { MultiCombobox, Stack } from '@grafana/ui';
import { Labelled } from '../editor/Labelled';
import { KEEP_METRICS_FOR } from '../keepMetricsFor';
import type { FleetSettings } from '../query';
import { SettingInput } from './SettingInput';
import { daysProblem, durationProblem, OVERDUE_DAYS, rateProblem, wholeProblem } from './validate';

interface Props {
  settings: FleetSettings;
  onChange: (changed: Partial<FleetSettings>) => void;
}

type Refresh = NonNullable<FleetSettings['refresh']>;

const REFRESH: Array<{ key: keyof Refresh; label: string; byDefault: string }> = [
  { key: 'nodes', label: 'Refresh nodes every', byDefault: '5m' },
  { key: 'patchStates', label: 'Refresh patch states every', byDefault: '15m' },
  { key: 'associations', label: 'Refresh associations every', byDefault: '15m' },
  { key: 'tags', label: 'Refresh tags every', byDefault: '30m' },
  { key: 'history', label: 'Refresh commands and sessions every', byDefault: '2m' },
];

type OverdueDays = NonNullable<FleetSettings['overdueDays']>;

const OVERDUE: Array<{ key: keyof OverdueDays; label: string }> = [
  { key: 'critical', label: 'Critical patches are overdue after' },
  { key: 'important', label: 'Important patches are overdue after' },
  { key: 'others', label: 'Other patches are overdue after' },
];

/** What counts as stale or overdue, which tags are columns, how often and how fast AWS is read. */
export function ReadingSettings({ settings, onChange }: Props) {
  const { refresh, keepMetricsFor, patchStaleAfter, tagColumns, providerTag } = settings;
  const { overdueDays, rateShare, undocumentedRate, maxCallsPerHour, alertMaxIntervals } = settings;
  const changeRefresh = (key: keyof Refresh, text: string) =>
    onChange({ refresh: { ...refresh, [key]: text.trim() || undefined } });

  const changeOverdue = (key: keyof OverdueDays, text: string) =>
    onChange({ overdueDays: { ...overdueDays, [key]: text === '' ? undefined : Number(text) } });

  return (
    <Stack direction="column" gap={2}>
      <Labelled label="Tag columns" description="Tags that are columns of nodes by default">
        {(name) => (
          <MultiCombobox
            {...name}
            width={60}
            createCustomValue
            placeholder="Owner"
            options={(tagColumns ?? []).map((tag) => ({ value: tag, label: tag }))}
            value={tagColumns ?? []}
            onChange={(options) =>
              onChange({ tagColumns: options.length > 0 ? options.map(({ value }) => value) : undefined })
            }
          />
        )}
      </Labelled>
      <Labelled label="Provider tag" description="Tag that names the provider of a hybrid node, where SSM doesn't">
        {(name) => (
          <SettingInput
            {...name}
            width={32}
            placeholder="provider"
            value={providerTag ?? ''}
            onChange={(text) => onChange({ providerTag: text.trim() || undefined })}
          />
        )}
      </Labelled>
      <Labelled
        label="Patch state is stale after"
        description="A compliant node whose patch result is older is shown as stale; a node in any other state keeps that state"
        error={durationProblem(patchStaleAfter)}
      >
        {(name) => (
          <SettingInput
            {...name}
            width={16}
            placeholder="7d"
            value={patchStaleAfter ?? ''}
            onChange={(text) => onChange({ patchStaleAfter: text.trim() || undefined })}
          />
        )}
      </Labelled>
      <Stack gap={2} wrap="wrap">
        {OVERDUE.map(({ key, label }) => (
          <Labelled
            key={key}
            label={label}
            description="Days that it may be missing on a node"
            error={daysProblem(key, overdueDays)}
          >
            {(name) => (
              <SettingInput
                {...name}
                type="number"
                step="1"
                width={16}
                placeholder={OVERDUE_DAYS[key].toString()}
                value={overdueDays?.[key]?.toString() ?? ''}
                onChange={(text) => changeOverdue(key, text)}
              />
            )}
          </Labelled>
        ))}
      </Stack>
      <Stack gap={2} wrap="wrap">
        {REFRESH.map(({ key, label, byDefault }) => (
          <Labelled key={key} label={label} error={durationProblem(refresh?.[key])}>
            {(name) => (
              <SettingInput
                {...name}
                width={16}
                placeholder={byDefault}
                value={refresh?.[key] ?? ''}
                onChange={(text) => changeRefresh(key, text)}
              />
            )}
          </Labelled>
        ))}
      </Stack>
      <Labelled
        label="Ask metric sources again after"
        description="Until then a viewer's panels share what CloudWatch, Azure Monitor and Prometheus answered"
        error={durationProblem(keepMetricsFor)}
      >
        {(name) => (
          <SettingInput
            {...name}
            width={16}
            placeholder={KEEP_METRICS_FOR}
            value={keepMetricsFor ?? ''}
            onChange={(text) => onChange({ keepMetricsFor: text.trim() || undefined })}
          />
        )}
      </Labelled>
      <Labelled
        label="Oldest facts for alert rules"
        description="In refresh intervals: a rule over older facts gets an error instead of a number"
        error={rateProblem(alertMaxIntervals, 1000)}
      >
        {(name) => (
          <SettingInput
            {...name}
            type="number"
            step="any"
            width={16}
            placeholder="2"
            value={alertMaxIntervals?.toString() ?? ''}
            onChange={(text) => onChange({ alertMaxIntervals: text === '' ? undefined : Number(text) })}
          />
        )}
      </Labelled>
      <Labelled
        label="Share of rate limits"
        description="How much of a limit that AWS documents may be used, from above 0 up to 1: the account's own automation shares it"
        error={rateProblem(rateShare, 1)}
      >
        {(name) => (
          <SettingInput
            {...name}
            type="number"
            step="any"
            width={16}
            placeholder="0.5"
            value={rateShare?.toString() ?? ''}
            onChange={(text) => onChange({ rateShare: text === '' ? undefined : Number(text) })}
          />
        )}
      </Labelled>
      <Labelled label="Calls per second where AWS documents no limit" error={rateProblem(undocumentedRate, 1000)}>
        {(name) => (
          <SettingInput
            {...name}
            type="number"
            step="any"
            width={16}
            placeholder="5"
            value={undocumentedRate?.toString() ?? ''}
            onChange={(text) => onChange({ undocumentedRate: text === '' ? undefined : Number(text) })}
          />
        )}
      </Labelled>
      <Labelled
        label="Most calls per hour"
        description="To one account, over all its Regions and operations. From half of it on, what costs most and what is asked for least is read less often; once it is used up, nothing is read until calls are free again"
        error={wholeProblem(maxCallsPerHour, 10_000_000)}
      >
        {(name) => (
          <SettingInput
            {...name}
            type="number"
            step="1"
            width={16}
            placeholder="20000"
            value={maxCallsPerHour?.toString() ?? ''}
            onChange={(text) => onChange({ maxCallsPerHour: text === '' ? undefined : Number(text) })}
          />
        )}
      </Labelled>
    </Stack>
  );
}
