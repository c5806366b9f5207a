import type { AzureFacts, Estate, Machine } from '../estate/machine';

/** A machine that Azure runs and that the reader may see. */
export type AzureMachine = Machine & { azure: AzureFacts };

/** A few VMs lie outside what the reader's role covers: Azure answers as if they weren't there. */
export function visibleVirtualMachines({ machines }: Estate): AzureMachine[] {
  return machines.filter((machine): machine is AzureMachine => machine.azure !== null && machine.metrics.azureMonitor);
}
