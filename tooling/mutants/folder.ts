import { join } from 'node:path';
import { CACHE } from '../../demo/paths';

/** What the runs make, and the lists of what no test noticed. */
export const FOLDER = join(CACHE, 'mutants');
