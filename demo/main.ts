import { ensureBuilt } from '../tooling/build';
import { ArgumentError, type DemoOptions, parseArguments } from './arguments';
import { check } from './check/check';
import { chooseHost } from './hosts/chooseHost';
import { freePort } from './ports';
import { Processes } from './processes';
import { startProgress } from './progress';
import { makeFolder, startWorld } from './world';

const START_PAGE = '/d/onepane-fleet-overview';

async function demo(options: DemoOptions, processes: Processes, folder: string): Promise<number> {
  const say = startProgress();
  const port = await freePort(options.check ? 0 : options.port);
  if (!options.check && port !== options.port) {
    say(`Port ${options.port} is taken: using ${port}`);
  }
  const host = chooseHost(options.host, { processes, say, port });
  say(`Host: ${host.name}`);
  const [world] = await Promise.all([startWorld(processes, say, folder, options), ensureBuilt({}, say)]);
  say(`Starting ${host.name}`);
  const url = await host.start(world);

  if (options.check) {
    return (await Promise.race([
      check({ url, world, processes, say, screenshots: options.screenshots }),
      processes.anyFailed,
    ]))
      ? 0
      : 1;
  }
  say(`Ready. Ctrl-C ends everything.`);
  console.log(`\n  ${url}${START_PAGE}\n  ${[host.name, host.signIn].filter(Boolean).join('; ')}\n`);
  return processes.anyFailed;
}

async function main(): Promise<void> {
  const options = parseArguments(process.argv.slice(2));
  const processes = new Processes();
  const { folder, remove } = await makeFolder();
  const end = async (code: number) => {
    await processes.endAll();
    await remove();
    process.exit(code);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => void end(options.check ? 1 : 0));
  }
  endWithParent(() => void end(1));
  try {
    await end(await demo(options, processes, folder));
  } catch (error) {
    console.error((error as Error).message);
    await end(1);
  }
}

/** Who started the demo may be killed without a chance to tell it. */
function endWithParent(end: () => void): void {
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && end(), 1_000).unref();
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exit(error instanceof ArgumentError ? 2 : 1);
});
