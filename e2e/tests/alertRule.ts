import assert from 'node:assert/strict';
import { signIn, type Tests } from '../scene';

interface RuleQuery {
  datasourceUid: string;
  model: { resource?: string; view?: string };
}

export const alertRule: Tests = {
  'a new rule that nobody touched asks what its editor shows': async (scene) => {
    await signIn(scene);
    const { page, url } = scene;
    await page.goto(`${url}/alerting/new/alerting`);
    await page.getByRole('combobox', { name: 'Resource' }).waitFor({ timeout: 60_000 });
    const evaluation = page.waitForRequest((request) => request.url().endsWith('/api/v1/eval'));
    await page.getByTestId('data-testid alert-rule preview-button').click();
    const { data } = (await evaluation).postDataJSON() as { data: RuleQuery[] };
    const asked = data.filter(({ datasourceUid }) => datasourceUid === 'fleet').map(({ model }) => model);
    assert.deepEqual(
      asked.map(({ resource, view }) => [resource, view]),
      [['nodes', 'count']]
    );
  },
};
