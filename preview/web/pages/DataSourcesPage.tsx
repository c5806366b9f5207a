import { getDataSourceSrv } from '@grafana/runtime';
import { Card, Tag } from '@grafana/ui';
import { usePageTitle } from './usePageTitle';

export function DataSourcesPage() {
  usePageTitle('Data sources');
  return (
    <>
      <h1>Data sources</h1>
      {getDataSourceSrv()
        .getList({ all: true })
        .map(({ uid, name, meta, isDefault }) => (
          <Card key={uid} href={`/connections/datasources/edit/${uid}`} noMargin>
            <Card.Heading>{name}</Card.Heading>
            <Card.Meta>{meta.name}</Card.Meta>
            {isDefault && (
              <Card.Tags>
                <Tag name="default" />
              </Card.Tags>
            )}
          </Card>
        ))}
    </>
  );
}
