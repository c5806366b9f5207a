import { type MaintenanceWindow } from '../estate/machine';
import { type Place } from '../estate/places';
import { required } from './input';
import { ssmError, validationError } from './ssmError';
import { type SsmWorld } from './ssmWorld';

const idPattern = /^mw-[0-9a-f]{17}$/;

/** Throws DoesNotExistException for a window that isn't of this account and Region. */
export function maintenanceWindow({ estate }: SsmWorld, id: string | undefined, place: Place): MaintenanceWindow {
  const wanted = required(id, 'windowId');
  if (!idPattern.test(wanted)) {
    throw validationError(wanted, 'windowId', 'Member must satisfy regular expression pattern: ^mw-[0-9a-f]{17}$');
  }
  const found = estate.maintenanceWindows.find(
    ({ windowId, account, region }) => windowId === wanted && account === place.account && region === place.region
  );
  if (!found) {
    throw ssmError('DoesNotExistException', `Maintenance window ${wanted} does not exist`);
  }
  return found;
}
