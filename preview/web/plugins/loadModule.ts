/// <reference types="systemjs" />
import 'systemjs/dist/system.js';
import 'systemjs/dist/extras/amd.js';
import { sharedModules } from './sharedModules';

const imports: Record<string, string> = {};
for (const [name, module] of Object.entries(sharedModules)) {
  imports[name] = `shared:${name}`;
  System.set(`shared:${name}`, module);
}
System.addImportMap({ imports });

/** Loads a plugin's built AMD module as Grafana does: by SystemJS, with Grafana's own packages in place of its externals. */
export async function loadModule<T>(module: string): Promise<T> {
  return (await System.import(module.startsWith('/') ? module : `/${module}`)) as T;
}
