import { connect } from 'node:net';
import { eventually, Processes } from './processes';

const node = (name: string, script: string) => ({ name, command: process.execPath, args: ['-e', script] });

/** Whether someone listens there; asking for a process id would take one that nobody has buried yet for alive. */
function listens(port: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(Number(port), '127.0.0.1', () => resolve(true));
    socket.on('error', () => resolve(false));
    socket.on('connect', () => socket.destroy());
  });
}

const LISTENER = `const server = require('net').createServer().listen(0, '127.0.0.1', () => console.log(server.address().port))`;

/** A process that starts another; both listen, and the other one ignores SIGTERM. */
const parent = node(
  'Parent',
  `const child = require('child_process').spawn(process.execPath, ['-e', "process.on('SIGTERM', () => {}); ${LISTENER}"]);
   child.stdout.once('data', (port) => {
     const server = require('net').createServer().listen(0, '127.0.0.1', () => console.log('ports ' + server.address().port + ' ' + port));
   });`
);

test('ending a process ends what it started, too, and can be asked for twice', async () => {
  const processes = new Processes();
  const [, first, second] = await processes.start(parent).line(/^ports (\d+) (\d+)$/);
  expect([await listens(first), await listens(second)]).toEqual([true, true]);

  await Promise.all([processes.endAll(), processes.endAll()]);
  // A killed process takes a moment to die.
  await eventually('The end', 2_000, async () => {
    expect([await listens(first), await listens(second)]).toEqual([false, false]);
  });
  expect(() => processes.start(parent)).toThrow('ending');
});

test('a line is found although it was written before anyone asked', async () => {
  const processes = new Processes();
  const process = processes.start(node('Teller', `console.log('port 17'); setInterval(() => {}, 1000)`));
  await process.line(/port/);
  expect((await process.line(/port (\d+)/))[1]).toBe('17');
  await processes.endAll();
});

test('who waits for a line of a process that dies hears what it said', async () => {
  const processes = new Processes();
  const process = processes.start(node('Mortal', `console.error('no such file'); process.exit(3)`));
  await expect(process.line(/listening/)).rejects.toThrow(/Mortal ended \(exit code 3\):\nno such file/);
  await expect(processes.anyFailed).rejects.toThrow(/Mortal ended/);
});

test('who waits too long hears what was said instead', async () => {
  const processes = new Processes();
  const process = processes.start(node('Slow', `console.log('thinking'); setInterval(() => {}, 1000)`));
  await process.line(/thinking/);
  await expect(process.line(/listening/, 50)).rejects.toThrow(
    /Slow did not say \/listening\/ within 0.05 s:\nthinking/
  );
  await processes.endAll();
});

test('a command run to its end gives its output, or its complaint', async () => {
  const processes = new Processes();
  expect(await processes.run(node('Good', `console.log('a\\nb'); console.error('c')`))).toBe('a\nb');
  await expect(processes.run(node('Bad', `console.error('broken'); process.exit(1)`))).rejects.toThrow(
    /Bad failed.*\nbroken/
  );
  await expect(processes.run({ name: 'None', command: 'no-such-command-here', args: [] })).rejects.toThrow(
    /None can't be started \(no-such-command-here\)/
  );
});
