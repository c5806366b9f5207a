// Holds the built server part's answers against what boto3 put into moto: node --import tsx truth/moto/main.ts
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Run, runAndEndAll } from '../../demo/lifecycle';
import { CACHE, ROOT } from '../../demo/paths';
import { virtualEnvironment } from '../../simulator/conformance/virtualEnvironment';
import { ensureBuilt, serverExecutable } from '../../tooling/build';
import { GO_ENV, inTurn, PLUGIN_FLAGS } from '../../tooling/goBuild';

const COMPARE = join(CACHE, 'build', process.platform === 'win32' ? 'moto.exe' : 'moto');

async function compare({ processes, folder }: Run): Promise<number> {
  const python = virtualEnvironment(join(CACHE, 'moto'), join(__dirname, 'requirements.txt'));
  await ensureBuilt({ frontend: false });
  const build = ['build', ...PLUGIN_FLAGS, '-o', COMPARE, './truth/moto'];
  await inTurn(() => processes.run({ name: 'go build', command: 'go', args: build, env: GO_ENV, cwd: ROOT }));

  // A proxy of this machine's is none of its business.
  const env = { NO_PROXY: '127.0.0.1', no_proxy: '127.0.0.1', PYTHONDONTWRITEBYTECODE: '1' };
  const moto = processes.start({ name: 'moto', command: python, args: ['-m', 'moto.server', '-p', '0'], env });
  const [, url] = await moto.line(/Running on (http:\S+)/);
  const put = join(folder, 'put.json');
  await writeFile(
    put,
    await processes.run({ name: 'put.py', command: python, args: [join(__dirname, 'put.py'), url], env })
  );
  const args = ['-executable', serverExecutable(), '-url', url, '-put', put];
  await processes.run({ name: 'moto', command: COMPARE, args, env }, console.log);
  return 0;
}

runAndEndAll(compare, { exitCodeOnSignal: 1 }).then((code) => process.exit(code));
