import { type SsmDocument } from '../estate/machine';
import { type Place } from '../estate/places';

/** An account may use Amazon's documents, its own in their Region, and those that others share with it there. */
export function isVisible({ owner, region, sharedWith }: SsmDocument, place: Place): boolean {
  return (
    region === null || (region === place.region && (owner === place.account || sharedWith.includes(place.account)))
  );
}

/** The name by which an account uses a document: another account's goes by its ARN. */
export function usedBy({ name, owner, region }: SsmDocument, { account }: Place): string {
  return owner === account || region === null ? name : `arn:aws:ssm:${region}:${owner}:document/${name}`;
}
