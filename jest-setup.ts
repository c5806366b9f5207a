// What jsdom lacks and @grafana/ui expects of a browser.
import '@testing-library/jest-dom';
import { configure } from '@testing-library/dom';
import { TextDecoder, TextEncoder } from 'util';

Object.assign(globalThis, { TextDecoder, TextEncoder });

Object.defineProperty(globalThis, 'matchMedia', {
  writable: true,
  value: (query: string) => ({
    matches: false,
    media: query,
    onchange: null,
    addListener: () => {},
    removeListener: () => {},
    addEventListener: () => {},
    removeEventListener: () => {},
    dispatchEvent: () => false,
  }),
});

globalThis.ResizeObserver ??= class {
  observe() {}
  unobserve() {}
  disconnect() {}
};

globalThis.IntersectionObserver ??= class {
  observe() {}
  unobserve() {}
  disconnect() {}
  takeRecords() {
    return [];
  }
} as unknown as typeof IntersectionObserver;

// MultiCombobox measures its values on a canvas.
HTMLCanvasElement.prototype.getContext = (() => ({
  measureText: (text: string) => ({ width: 8 * text.length }),
})) as unknown as typeof HTMLCanvasElement.prototype.getContext;

globalThis.PointerEvent ??= class extends MouseEvent {
  readonly pointerId: number;
  constructor(type: string, init: PointerEventInit = {}) {
    super(type, init);
    this.pointerId = init.pointerId ?? 0;
  }
} as unknown as typeof PointerEvent;

HTMLElement.prototype.setPointerCapture ??= () => {};

// Of data links that lead to other sites.
URL.canParse ??= (url, base) => {
  try {
    return Boolean(new URL(url, base));
  } catch {
    return false;
  }
};

// Virtual lists draw what fits: without a size nothing would.
Object.defineProperties(HTMLElement.prototype, {
  clientWidth: { configurable: true, value: 800 },
  clientHeight: { configurable: true, value: 600 },
});

// React's scheduler asks for one when it is loaded; Node's own would keep the process alive.
globalThis.MessageChannel ??= class {
  port1 = { onmessage: () => {}, close() {} };
  port2 = { postMessage: () => setTimeout(() => this.port1.onmessage()), close() {} };
} as unknown as typeof MessageChannel;

// Icons are fetched, and there is no server.
jest.mock('react-inlinesvg', () => ({ __esModule: true, default: () => null }));

// Editors take seconds to render in jsdom where many tests share a machine.
jest.setTimeout(60_000);
configure({ asyncUtilTimeout: 20_000 });
