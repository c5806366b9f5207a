import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { onPath } from './onPath';
import { CACHE } from './paths';
import type { Processes } from './processes';
import type { Say } from './progress';

/** The last that runs on Node 20; it brings a Chromium for Linux on x64, as one npm package. */
const PACKAGE = '@sparticuz/chromium@143.0.4';

const COMMANDS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const PLACES = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** Path of a Chromium: the one that CHROMIUM_PATH names, the system's, else one that npm brings into the cache. */
export async function findChromium(processes: Processes, say: Say): Promise<string> {
  const named = process.env.CHROMIUM_PATH;
  if (named) {
    if (!existsSync(named)) {
      throw new Error(`CHROMIUM_PATH is ${named}, and there is no such file. Correct it, or unset it.`);
    }
    return named;
  }
  const found = COMMANDS.map(onPath).find((path) => path !== undefined) ?? PLACES.find(existsSync);
  return found ?? fromNpm(processes, say);
}

async function fromNpm(processes: Processes, say: Say): Promise<string> {
  const folder = join(CACHE, 'chromium');
  const entry = join(folder, 'node_modules/@sparticuz/chromium/build/esm/index.js');
  try {
    if (!existsSync(entry)) {
      say(`No Chromium here: getting ${PACKAGE} from npm`);
      await processes.run({
        name: 'npm install',
        command: 'npm',
        args: ['install', '--prefix', folder, '--no-save', '--no-audit', '--no-fund', PACKAGE],
      });
    }
    const { default: chromium } = await import(pathToFileURL(entry).href);
    return (await chromium.executablePath()) as string;
  } catch (error) {
    throw new Error(
      'A Chromium is needed, and there is none: install chromium or Google Chrome, or name one in CHROMIUM_PATH. ' +
        `(${PACKAGE} from npm didn't do: ${(error as Error).message})`
    );
  }
}
