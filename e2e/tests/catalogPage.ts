import assert from 'node:assert/strict';
import app from '../../src/plugin.json';
import dataSource from '../../src/datasource/plugin.json';
import panel from '../../src/fleetmap/plugin.json';
import type { Tests } from '../scene';

/** What Grafana's page of a plugin, and the catalog's, load with it. */
const MOST_BYTES = 500_000;
const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex');

export const catalogPage: Tests = {
  'every picture that a plugin names is served, and of a size to be looked at': async ({ page, url }) => {
    for (const { id, info } of [app, dataSource, panel]) {
      assert.ok(info.screenshots.length > 0, `${id} has pictures`);
      for (const { path } of info.screenshots) {
        const answer = await page.request.get(`${url}/public/plugins/${id}/${path}`);
        assert.equal(answer.status(), 200, `${id}/${path}`);
        const picture = await answer.body();
        assert.deepEqual(picture.subarray(0, 8), SIGNATURE, `${id}/${path} is a PNG`);
        const [width, height] = [picture.readUInt32BE(16), picture.readUInt32BE(20)];
        assert.ok(width >= 1000 && width <= 2000 && height <= width * 1.5, `${id}/${path} is ${width} x ${height}`);
        assert.ok(picture.length <= MOST_BYTES, `${id}/${path} has ${picture.length} bytes`);
      }
    }
  },

  'the text of the catalog’s page leads nowhere that only a checkout has': async ({ page, url }) => {
    const answer = await page.request.get(`${url}/public/plugins/${app.id}/README.md`);
    assert.equal(answer.status(), 200);
    const text = await answer.text();
    assert.match(text, /## How to begin/);
    const targets = [...text.matchAll(/\]\(([^)]*)\)/g)].map(([, target]) => target);
    assert.deepEqual(
      targets.filter((target) => !target.startsWith('https://')),
      []
    );
  },
};
