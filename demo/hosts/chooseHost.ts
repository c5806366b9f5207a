import type { HostChoice } from '../arguments';
import { docker, dockerAnswers } from './docker';
import { findGrafana, grafana } from './grafana';
import type { Host, HostContext } from './host';
import { preview } from './preview';

/** The host that was asked for, or the first that this machine has. Throws where the one asked for can't be had. */
export function chooseHost(choice: HostChoice, context: HostContext): Host {
  if (choice === 'preview') {
    return preview(context);
  }
  if (choice === 'docker') {
    if (!dockerAnswers()) {
      throw new Error("--host docker: Docker's daemon doesn't answer (docker info). Start it, or use --host preview.");
    }
    return docker(context);
  }
  const installation = findGrafana(context.say);
  if (installation) {
    return grafana(installation, context);
  }
  if (choice === 'grafana') {
    throw new Error(
      '--host grafana: there is no Grafana 12.3 or later here. Name an unpacked one in GRAFANA_HOME, install one, or use --host preview.'
    );
  }
  return dockerAnswers() ? docker(context) : preview(context);
}
