import { chromium } from 'playwright-core';
import { DashboardView } from '../../e2e/views/DashboardView';
import { findChromium } from '../chromium';
import { type BundledDashboard, bundledDashboards } from '../hosts/bundledDashboards';
import type { Processes } from '../processes';
import type { Say } from '../progress';
import type { World } from '../world';
import type { Finding } from './compare';
import { configurationChecks } from './configuration';
import { fleetOverviewChecks, type PanelCheck } from './fleetOverview';
import { nodeChecks, nodesToOpen } from './node';
import { checkNodesTable } from './nodesTable';
import { operationsChecks } from './operations';
import { patchesChecks } from './patches';
import { Report } from './report';
import { takeScreenshots } from './screenshots';
import { sourceHealthChecks } from './sourceHealth';
import { readNodeTruth, readTruth } from './truth';
import { watchConsole } from './watchConsole';

/** Remarks that stand wherever other sources are asked, and complain of nothing. Whether a graph may be empty is checked by itself. */
const NO_METRICS = 'Node .+ is known, and no data source that answered has .+ of it in this time range\\.';
const METRICS = '[\\w ]+: \\d+ metrics, asked for \\d+ of \\d+ nodes, as of [\\d:]+\\.';
const WHAT_METRICS_COST = new RegExp(`^(${NO_METRICS}\\s*)?(${METRICS}\\s*)+$`);

export interface CheckOptions {
  url: string;
  world: World;
  processes: Processes;
  say: Say;
  /** Folder for pictures of every dashboard; absent: none are taken. */
  screenshots?: string;
}

const LOCALE = { timezoneId: 'UTC', locale: 'en-US' };
const NODES_TABLE = 'Nodes, worst first';

/**
 * Opens every bundled dashboard as a viewer in a real browser and compares what each panel shows with the truth.
 * @returns whether nothing failed.
 */
export async function check({ url, world, processes, say, screenshots }: CheckOptions): Promise<boolean> {
  const executablePath = await findChromium(processes, say);
  const truth = await readTruth(world.simulatorUrl);
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-quic'] });
  const report = new Report();
  try {
    const page = await browser.newPage(LOCALE);
    const errors = watchConsole(page, url);
    const view = new DashboardView(page, url);

    const visit = async (
      dashboard: BundledDashboard,
      label: string,
      parameters: Record<string, string>,
      checks: Record<string, PanelCheck>
    ) => {
      say(`Reading ${label}`);
      await report.attempt(label, 'the page', async () => {
        await view.open(dashboard.uid, parameters);
        await view.settled();
        return { shown: 'whole', complaints: [] };
      });
      for (const { title, description } of dashboard.panels) {
        await report.attempt(label, title, async () => {
          const panel = view.panel(title);
          const findings = checks[title]
            ? await checks[title](panel)
            : { shown: '', complaints: ['nothing is known of what it should show'] };
          const notices = (await panel.notices())
            .filter((words) => words !== description && !WHAT_METRICS_COST.test(words))
            .map((words) => `notice: ${words}`);
          return { ...findings, complaints: [...findings.complaints, ...notices] };
        });
      }
      await report.attempt(label, 'the console', async () => ({ shown: 'quiet', complaints: errors.take() }));
    };

    for (const dashboard of bundledDashboards()) {
      switch (dashboard.uid) {
        case 'onepane-fleet-overview': {
          const alone = async (): Promise<Finding> => {
            const panel = dashboard.panels.find(({ title }) => title === NODES_TABLE)!;
            const tab = await browser.newPage(LOCALE);
            const errorsThere = watchConsole(tab, url);
            try {
              const single = await new DashboardView(tab, url).open(dashboard.uid, { viewPanel: `panel-${panel.id}` });
              await single.settled();
              const rows = await single.panel(NODES_TABLE).table().rows();
              const finding = await checkNodesTable(rows, truth, Date.now(), (nodeId) =>
                readNodeTruth(world.simulatorUrl, nodeId)
              );
              return { ...finding, complaints: [...finding.complaints, ...errorsThere.take()] };
            } finally {
              await tab.close();
            }
          };
          await visit(
            dashboard,
            dashboard.title,
            {},
            { ...fleetOverviewChecks(truth, Date.now()), [NODES_TABLE]: alone }
          );
          break;
        }
        case 'onepane-node':
          for (const { kind, machine } of nodesToOpen(truth)) {
            const node = await readNodeTruth(world.simulatorUrl, machine.nodeId!);
            await visit(
              dashboard,
              `${dashboard.title} (${kind})`,
              { 'var-node': machine.nodeId! },
              nodeChecks(node, truth, Date.now())
            );
          }
          break;
        case 'onepane-configuration':
          await visit(dashboard, dashboard.title, {}, configurationChecks(truth, Date.now()));
          break;
        case 'onepane-patches':
          await visit(dashboard, dashboard.title, {}, patchesChecks(truth, Date.now()));
          break;
        case 'onepane-operations':
          await visit(dashboard, dashboard.title, {}, operationsChecks(truth, Date.now()));
          break;
        case 'onepane-source-health':
          await visit(dashboard, dashboard.title, {}, sourceHealthChecks(truth));
          break;
        default:
          await visit(dashboard, dashboard.title, {}, {});
      }
    }
    if (screenshots) {
      say(`Taking screenshots into ${screenshots}`);
      await takeScreenshots(browser, url, screenshots, {
        'onepane-node': { 'var-node': nodesToOpen(truth)[0].machine.nodeId! },
      });
    }
  } finally {
    await browser.close();
  }
  return report.close();
}
