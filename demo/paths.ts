import { join } from 'node:path';

/** The checkout. */
export const ROOT = join(__dirname, '..');

/** What is made once and used again; deleting it costs time only. */
export const CACHE = join(ROOT, '.cache');
