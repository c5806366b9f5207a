import { type ComplianceSeverity } from './compliance';
import { hourlyCommand } from './hourlyCommand';
import { type Machine } from './machine';
import { Random } from './random';

const minute = 60_000;

/** The type under which a script of the account's own puts its findings into compliance. */
export const endpointProtectionType = 'Custom:EndpointProtection';

interface Finding {
  id: string;
  title: string;
  compliant: boolean;
  severity: ComplianceSeverity;
  details: Record<string, string>;
}

/** What the script found on a managed Windows machine, and when; null on others, where it doesn't run. */
export function endpointProtection(
  { key, account, region, os, ssm }: Machine,
  { seed, madeAt }: { seed: number; madeAt: number }
): { executedAt: number; command: ReturnType<typeof hourlyCommand>; findings: Finding[] } | null {
  if (os.type !== 'Windows' || !ssm) {
    return null;
  }
  const random = new Random(seed, key, 'endpoint protection');
  const daysOld = random.chance(0.06) ? random.int(8, 60) : random.int(0, 2);
  const watches = !random.chance(0.02);
  const executedAt = (ssm.silentSince ?? madeAt) - random.int(1, 24 * 60) * minute;
  return {
    executedAt,
    command: hourlyCommand(seed, { account, region }, endpointProtectionType, executedAt),
    findings: [
      {
        id: 'definitions',
        title: 'Virus definitions are not older than a week',
        compliant: daysOld <= 7,
        severity: 'High',
        details: { Product: 'Acme endpoint agent', DefinitionsAgeDays: String(daysOld) },
      },
      {
        id: 'real-time',
        title: 'Files are scanned when they are opened',
        compliant: watches,
        severity: 'Critical',
        details: { Product: 'Acme endpoint agent' },
      },
    ],
  };
}
