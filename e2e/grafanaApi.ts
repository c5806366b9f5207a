import type { APIResponse } from 'playwright-core';
import { type Scene, signIn } from './scene';

/** Asks a Grafana's HTTP API as admin. @returns the answer's JSON; throws with Grafana's own words. */
export async function post<T>(scene: Scene, path: string, data: object): Promise<T> {
  await signIn(scene);
  return read(path, await scene.page.request.post(`${scene.url}${path}`, { data }));
}

export async function get<T>(scene: Scene, path: string): Promise<T> {
  await signIn(scene);
  return read(path, await scene.page.request.get(`${scene.url}${path}`));
}

/** Saves a dashboard, over one of its uid that is there already. */
export async function saveDashboard(scene: Scene, dashboard: object): Promise<void> {
  await post(scene, '/api/dashboards/db', { dashboard, overwrite: true });
}

async function read<T>(path: string, response: APIResponse): Promise<T> {
  if (!response.ok()) {
    throw new Error(`${path} answers ${response.status()}: ${await response.text()}`);
  }
  return response.json();
}
