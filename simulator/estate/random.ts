/**
 * Chance that repeats: a mulberry32 generator, seeded by numbers and words, so that a machine's facts depend on the seed
 * and its own name only, never on how many were made before it.
 */
export class Random {
  private state: number;
  private readonly salt: number;

  constructor(...seeds: Array<string | number>) {
    const text = seeds.join('\u0000');
    this.state = hash(text);
    this.salt = hash(`salt\u0000${text}`);
  }

  /** Uniform in [0, 1). */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }

  /** A whole number from `low` to `high`, both included. */
  int(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(items: readonly T[]): T {
    return items[Math.floor(this.next() * items.length)];
  }

  /** One of the choices, each as likely as its weight says. */
  weighted<T>(choices: ReadonlyArray<readonly [T, number]>): T {
    let left = this.next() * choices.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [choice, weight] of choices) {
      left -= weight;
      if (left < 0) {
        return choice;
      }
    }
    return choices[choices.length - 1][0];
  }

  /** In place (Fisher-Yates). */
  shuffle<T>(items: T[]): T[] {
    for (let i = items.length - 1; i > 0; i--) {
      const j = this.int(0, i);
      [items[i], items[j]] = [items[j], items[i]];
    }
    return items;
  }

  /** Salted: among 100,000 machines two have the same state, of 32 bits, and must not have the same ids. */
  hex(digits: number): string {
    let text = '';
    while (text.length < digits) {
      text += ((Math.floor(this.next() * 0x100000000) ^ this.salt) >>> 0).toString(16).padStart(8, '0');
    }
    return text.slice(0, digits);
  }

  /** Capitals and digits, as Windows makes computer names. */
  letters(count: number): string {
    return Array.from({ length: count }, () => this.pick([...'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'])).join('');
  }

  /** A version 4 UUID. */
  uuid(): string {
    const h = this.hex(32);
    const variant = '89ab'[parseInt(h[16], 16) % 4];
    return `${h.slice(0, 8)}-${h.slice(8, 12)}-4${h.slice(13, 16)}-${variant}${h.slice(17, 20)}-${h.slice(20)}`;
  }
}

/** FNV-1a, with a last stir so that near names don't give near numbers. */
function hash(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  }
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  return (h ^ (h >>> 13)) >>> 0;
}
