import { ArgumentError, type DemoOptions, parseArguments } from './arguments';
import { check } from './check/check';
import { type Run, runAndEndAll } from './lifecycle';
import { freePort } from './ports';
import { startProgress } from './progress';
import { raiseStage } from './stage';

const START_PAGE = '/d/onepane-fleet-overview';

async function demo(run: Run, options: DemoOptions): Promise<number> {
  const say = startProgress();
  const port = await freePort(options.check ? 0 : options.port);
  if (!options.check && port !== options.port) {
    say(`Port ${options.port} is taken: using ${port}`);
  }
  const { host, world, url } = await raiseStage(run, say, { ...options, port });
  if (options.check) {
    const { processes } = run;
    await world.whole;
    return (await check({ url, world, processes, say, screenshots: options.screenshots })) ? 0 : 1;
  }
  say('Ready. Ctrl-C ends everything.');
  console.log(`\n  ${url}${START_PAGE}\n  ${[host.name, host.signIn].filter(Boolean).join('; ')}\n`);
  await world.whole.catch((error: Error) => say(`The demo goes on without Prometheus. ${error.message}`));
  return run.processes.anyFailed;
}

async function main(): Promise<number> {
  const options = parseArguments(process.argv.slice(2));
  // Ctrl-C is how a demo ends, and how a check is broken off.
  return runAndEndAll((run) => demo(run, options), { exitCodeOnSignal: options.check ? 1 : 0 });
}

main().then(
  (code) => process.exit(code),
  (error: Error) => {
    console.error(error.message);
    process.exit(error instanceof ArgumentError ? 2 : 1);
  }
);
