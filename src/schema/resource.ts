// Made from the declarations in pkg/fleet by `go generate ./pkg/fleet`.

/** What can be asked of the server part. */
// prettier-ignore
export type Resource =
  | 'activations'
  | 'alarms'
  | 'associationExecutions'
  | 'associationTargets'
  | 'associations'
  | 'automationSteps'
  | 'automations'
  | 'cloudConnectors'
  | 'commandInvocations'
  | 'commands'
  | 'compliance'
  | 'complianceSummaries'
  | 'documents'
  | 'inventory'
  | 'maintenanceWindows'
  | 'nodeAssociations'
  | 'nodes'
  | 'opsItems'
  | 'parameters'
  | 'patchBaselines'
  | 'patchGroups'
  | 'patches'
  | 'resourceDataSyncs'
  | 'sessions'
  | 'software'
  | 'softwareFleet'
  | 'targets'
  | 'windowTargets'
  | 'windowTasks';
