import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runBuildStep, type BuildStep } from './buildStep';

let root: string;
let made: number;
const said: string[] = [];

const write = (file: string, text: string) => writeFileSync(join(root, file), text);
const step: BuildStep = {
  name: 'greeting',
  inputs: ['*.ts'],
  makes: ['greeting.txt'],
  make: async () => {
    made++;
    write('greeting.txt', 'hello');
  },
};
const build = (changes: Partial<BuildStep> = {}) =>
  runBuildStep(root, { ...step, ...changes }, (line) => said.push(line));

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'build-step-'));
  made = 0;
  said.length = 0;
  write('name.ts', 'world');
  await build();
});
afterEach(() => rmSync(root, { recursive: true }));

it('makes what is missing, and says so', () => {
  expect(made).toBe(1);
  expect(said).toEqual(['Building the greeting ...', expect.stringMatching(/^Built the greeting in \d+\.\d s$/)]);
});

it('leaves alone what is up to date, whatever happens to tests and other files', async () => {
  write('name.test.ts', 'expect');
  write('notes.md', 'notes');
  await build();
  expect(made).toBe(1);
});

it.each([
  ['an input has other bytes', () => write('name.ts', 'moon')],
  ['there is a new input', () => write('other.ts', '')],
  ['an input is gone', () => rmSync(join(root, 'name.ts'))],
  ['what it makes is gone', () => rmSync(join(root, 'greeting.txt'))],
])('makes it again where %s', async (_, change) => {
  change();
  await build();
  expect(made).toBe(2);
});

it('names what failed, with the tool’s words, and tries again next time', async () => {
  write('name.ts', 'moon');
  await expect(build({ make: () => Promise.reject(new Error('no such moon')) })).rejects.toThrow(
    "The greeting can't be built:\nno such moon"
  );
  await build();
  expect(made).toBe(2);
});
