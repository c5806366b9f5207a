import assert from 'node:assert/strict';
import { MARKED_UID } from '../dashboards/marked';
import type { Tests } from '../scene';
import { DashboardView } from '../views/DashboardView';

export const annotations: Tests = {
  'commands are marked on a graph, and say what they were and how they stand': async ({ page, url, truth }) => {
    const dashboard = await new DashboardView(page, url).open(MARKED_UID);
    await dashboard.settled();
    const markers = page.getByTestId('data-testid annotation-marker');
    await markers.first().waitFor();
    // Those of one moment lie over each other: the last is on top.
    await markers.last().hover();
    const words = page.getByText(/Document name: /).first();
    await words.waitFor();
    const text = (await words.innerText()).replaceAll('\n', ' ');
    const [, document] = /Document name: (\S+)/.exec(text) ?? [];
    assert.ok(
      truth.commands.some(({ documentName }) => documentName === document),
      text
    );
    assert.match(text, /Status: \S+ (Success|Failed|Timed out|Cancelled|Waiting|In progress)/);
  },
};
