import type * as GrafanaData from '@grafana/data';
import { cp, copyFile, mkdir, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(__filename);
const folderOf = (name: string) => dirname(require.resolve(`${name}/package.json`));

/** Puts @grafana/ui's pictures and fonts where its code asks for them, below `window.__grafana_public_path__`. */
export async function copyAssets(outdir: string) {
  await copyIcons(join(outdir, 'build/img'));
  await copyFonts(join(outdir, 'fonts'));
}

/** A dot, for an icon that has neither @grafana/ui's package nor the preview. */
const dot = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><circle cx="12" cy="12" r="4"/></svg>';

/** Of the icons that @grafana/ui names some are missing in its package. */
async function copyIcons(outdir: string) {
  await cp(join(folderOf('@grafana/ui'), 'dist/public/img'), outdir, { recursive: true });
  // Needed only where there is something to build, and slow to load.
  const { availableIconsIndex }: typeof GrafanaData = require('@grafana/data');
  for (const name of Object.keys(availableIconsIndex)) {
    const folder = name.startsWith('gf-') ? 'custom' : name === 'circle-mono' ? 'mono' : 'unicons';
    const file = join(outdir, 'icons', folder, `${name}.svg`);
    const own = join(__dirname, '../icons', `${name}.svg`);
    if (existsSync(own)) {
      await copyFile(own, file);
    } else if (!existsSync(file)) {
      await writeFile(file, dot);
    }
  }
}

/** GlobalStyles of @grafana/ui names these files; its package brings none of them. */
async function copyFonts(outdir: string) {
  const inter = join(folderOf('@fontsource-variable/inter'), 'files');
  const mono = join(folderOf('@fontsource-variable/roboto-mono'), 'files');
  const copies = {
    'inter/Inter-Regular.woff2': join(inter, 'inter-latin-wght-normal.woff2'),
    'inter/Inter-Medium.woff2': join(inter, 'inter-latin-wght-normal.woff2'),
    'inter/Inter-Italic.woff2': join(inter, 'inter-latin-wght-italic.woff2'),
    'inter/Inter-MediumItalic.woff2': join(inter, 'inter-latin-wght-italic.woff2'),
    'roboto/L0xTDF4xlVMF-BfR8bXMIhJHg45mwgGEFl0_3vrtSM1J-gEPT5Ese6hmHSh0mQ.woff2': join(
      mono,
      'roboto-mono-latin-wght-normal.woff2'
    ),
  };
  for (const [to, from] of Object.entries(copies)) {
    await mkdir(dirname(join(outdir, to)), { recursive: true });
    await copyFile(from, join(outdir, to));
  }
}
