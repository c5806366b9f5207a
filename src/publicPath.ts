// Lazy chunks are loaded from wherever Grafana loaded this plugin's module.js: from its own server, or from a CDN.
import amdModule from 'amd-module';

declare let __webpack_public_path__: string;

if (amdModule?.uri) {
  __webpack_public_path__ = amdModule.uri.slice(0, amdModule.uri.lastIndexOf('/') + 1);
}
