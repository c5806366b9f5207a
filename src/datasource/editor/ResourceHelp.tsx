import { EditorRow } from '@grafana/plugin-ui';
import { Button, Stack, Text } from '@grafana/ui';
import type { Example, ResourceSchema } from '../../schema/schema';
import { LabelledGroup } from './LabelledGroup';

interface Props {
  schema: Pick<ResourceSchema, 'description'> & Partial<Pick<ResourceSchema, 'time' | 'columns' | 'examples'>>;
  onChoose?: (example: Example) => void;
}

/** What a resource is, whether it follows the time range, and what people ask of it, each in one click. */
export function ResourceHelp({ schema: { description, time, columns, examples = [] }, onChoose }: Props) {
  const when = columns?.find(({ name }) => name === time);
  return (
    <EditorRow>
      <Stack direction="column" gap={1}>
        <Text color="secondary">
          {description}.{when && ` Follows the time range, by ${when.label}.`}
        </Text>
        {examples.length > 0 && (
          <LabelledGroup label="Examples">
            <Stack gap={1} wrap="wrap">
              {examples.map((example) => (
                <Button
                  key={example.title}
                  variant="secondary"
                  fill="outline"
                  size="sm"
                  onClick={() => onChoose?.(example)}
                >
                  {example.title}
                </Button>
              ))}
            </Stack>
          </LabelledGroup>
        )}
      </Stack>
    </EditorRow>
  );
}
