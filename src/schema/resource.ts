// Made from the declarations in pkg/fleet by `go generate ./pkg/fleet`.

/** What can be asked of the server part. */
// prettier-ignore
export type Resource =
  | 'activations'
  | 'associations'
  | 'cloudConnectors'
  | 'compliance'
  | 'complianceSummaries'
  | 'documents'
  | 'maintenanceWindows'
  | 'nodeAssociations'
  | 'nodes'
  | 'opsItems'
  | 'parameters'
  | 'patchBaselines'
  | 'patchGroups'
  | 'patches'
  | 'resourceDataSyncs'
  | 'software'
  | 'targets';
