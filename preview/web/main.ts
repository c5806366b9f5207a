import { fetchBoot, toGrafanaBootData } from './boot';
import { rememberedTheme } from './shell/rememberedTheme';

declare global {
  interface Window {
    __grafana_public_path__?: string;
  }
}

// Packages of Grafana read their configuration when they are imported: it must stand before the first of them is.
async function main() {
  window.__grafana_public_path__ = '/assets/';
  const boot = await fetchBoot();
  Object.assign(window, { grafanaBootData: toGrafanaBootData(boot, rememberedTheme() ?? boot.theme) });
  const { start } = await import('./app');
  await start(boot);
}

main().catch((error) => {
  console.error(error);
  document.body.textContent = `The preview can't start. ${error instanceof Error ? error.message : error}`;
});
