import { useEffect, useState } from 'react';
import type { FleetDataSource } from '../datasource';
import type { Resource } from '../../schema/resource';
import { schemaOf, type Column } from '../../schema/schema';

/** A resource's columns at once, and its tags as soon as the server part has told them. */
export function useColumns(datasource: FleetDataSource, resource: Resource): Column[] {
  const [told, setTold] = useState<{ resource: Resource; columns: Column[] }>();
  useEffect(() => {
    let wanted = true;
    datasource.fields(resource).then(
      (columns) => wanted && setTold({ resource, columns }),
      // Without an answer only the tags are not there to choose from.
      () => {}
    );
    return () => {
      wanted = false;
    };
  }, [datasource, resource]);
  return told?.resource === resource ? told.columns : schemaOf(resource).columns;
}
