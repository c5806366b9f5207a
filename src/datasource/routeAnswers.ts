import type { Column } from '../schema/schema';
import type { Resource } from '../schema/resource';

/** Answer of the resource route `fields?resource=nodes`: the schema's columns, and for resources with tags every tag seen. */
export interface FieldsAnswer {
  fields: Column[];
}

/**
 * Answer of the resource route `field-values?resource=nodes&field=region&search=eu&offset=0&limit=100`: distinct values of
 * what has been read so far, most frequent first, a closed set always whole. `total` counts those that fit the search.
 */
export interface FieldValuesAnswer {
  values: FieldValue[];
  total: number;
}

export interface FieldValue {
  value: string;
  count: number;
}

export interface FieldValuesQuestion {
  resource: Resource;
  field: string;
  /** Part of the value, in any case. */
  search?: string;
  offset?: number;
  limit?: number;
}

/** Answer of the resource route `accounts`. */
export interface AccountsAnswer {
  accounts: Array<{ id: string; name: string }>;
}

/** Answer of the resource route `regions`. */
export interface RegionsAnswer {
  regions: string[];
}
