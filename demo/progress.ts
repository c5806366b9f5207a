/** Says what goes on, in plain lines that begin with the seconds since the start. */
export type Say = (line: string) => void;

export function startProgress(write: (line: string) => void = console.log): Say {
  const start = Date.now();
  return (line) => write(`[${((Date.now() - start) / 1000).toFixed(1).padStart(6)} s] ${line}`);
}
