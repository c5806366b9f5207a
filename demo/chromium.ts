import { existsSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
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

const FOLDER = join(CACHE, 'chromium');

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
  const launcher = join(FOLDER, 'unpacked', 'chromium.sh');
  try {
    if (!existsSync(launcher)) {
      say(`No Chromium here: getting ${PACKAGE} from npm`);
      await processes.run({
        name: 'npm install',
        command: 'npm',
        args: ['install', '--prefix', FOLDER, '--no-save', '--no-audit', '--no-fund', PACKAGE],
      });
      await unpack(processes);
    }
    // Says what is missing where it can't start.
    await processes.run({ name: 'Chromium', command: launcher, args: ['--version'] });
    return launcher;
  } catch (error) {
    throw new Error(
      'A Chromium is needed, and there is none: install chromium or Google Chrome, or name one in CHROMIUM_PATH. ' +
        `(${PACKAGE} from npm didn't do: ${(error as Error).message})`
    );
  }
}

/** A machine without a desktop lacks libraries that Chromium loads, and may have no font: the package has both. */
const LAUNCHER = `#!/bin/sh
here=$(dirname "$0")
if ldd "$here/chromium" | grep -q 'not found'; then
  export LD_LIBRARY_PATH="$here/al2023/lib\${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"
fi
export FONTCONFIG_FILE="$here/fonts.conf"
exec "$here/chromium" "$@"
`;

const FONTS = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>${join(FOLDER, 'unpacked', 'fonts')}</dir>
</fontconfig>
`;

/** The package unpacks into the folder of temporary files, which others may clear, or share; and its libraries only for AWS Lambda. */
async function unpack(processes: Processes): Promise<void> {
  const entry = pathToFileURL(join(FOLDER, 'node_modules/@sparticuz/chromium/build/esm/index.js'));
  const script = `import(${JSON.stringify(entry)}).then(({ default: chromium }) => chromium.executablePath())`;
  // Put in its place when it is whole.
  const draft = mkdtempSync(join(FOLDER, 'draft-'));
  await processes.run({
    name: 'Unpacking Chromium',
    command: process.execPath,
    args: ['-e', script],
    env: { TMPDIR: draft, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x' },
  });
  writeFileSync(join(draft, 'fonts.conf'), FONTS);
  writeFileSync(join(draft, 'chromium.sh'), LAUNCHER, { mode: 0o755 });
  rmSync(join(FOLDER, 'unpacked'), { recursive: true, force: true });
  renameSync(draft, join(FOLDER, 'unpacked'));
}
