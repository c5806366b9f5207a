/** Of executables: static, so that one file runs on Alpine and on Ubuntu. */
export const GO_ENV = { CGO_ENABLED: '0' };

/** Compiles these packages without inlining, on which the compiler spends most of its time where code is large and generated. */
export function withoutInlining(...packages: string[]): string[] {
  return packages.map((each) => `-gcflags=${each}/...=-l`);
}

/** How the packages of the plugin are compiled, in whatever they end up: what is compiled once with these serves the next. */
export const PLUGIN_FLAGS = [
  '-tags',
  'arrow_json_stdlib', // the plugin SDK's own
  // They wait for the network most of their time. EC2's alone takes 178 s of a processor to compile, and 72 s in this way.
  ...withoutInlining('github.com/aws/aws-sdk-go-v2/service'),
];

let last: Promise<unknown> = Promise.resolve();

/**
 * Runs builds one after another, in the order in which they are asked for: each keeps all processors busy, and two at once would
 * both compile the packages that they share.
 */
export function inTurn<T>(build: () => Promise<T>): Promise<T> {
  const mine = last.then(build);
  last = mine.catch(() => {});
  return mine;
}
