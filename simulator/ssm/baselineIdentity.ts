import { type OperatingSystem, type PatchBaselineIdentity } from '@aws-sdk/client-ssm';
import { type PatchBaseline } from '../estate/machine';

/** A baseline in short, as the lists of baselines and of patch groups have it. */
export function baselineIdentity(baseline: PatchBaseline): PatchBaselineIdentity {
  return {
    BaselineId: baseline.baselineId,
    BaselineName: baseline.name,
    OperatingSystem: baseline.operatingSystem as OperatingSystem,
    BaselineDescription: baseline.description,
    DefaultBaseline: baseline.isDefault,
  };
}
