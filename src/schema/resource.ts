// Made from the declarations in pkg/fleet by `go generate ./pkg/fleet`.

/** What can be asked of the server part. */
// prettier-ignore
export type Resource =
  | 'activations'
  | 'associations'
  | 'compliance'
  | 'complianceSummaries'
  | 'documents'
  | 'maintenanceWindows'
  | 'nodeAssociations'
  | 'nodes'
  | 'parameters'
  | 'patchBaselines'
  | 'patchGroups'
  | 'patches'
  | 'software'
  | 'targets';
