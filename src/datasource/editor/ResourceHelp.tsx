import { EditorRow } from '@grafana/plugin-ui';
import { Button, Stack, Text } from '@grafana/ui';
import type { Example } from '../../schema/schema';
import { LabelledGroup } from './LabelledGroup';

interface Props {
  description: string;
  examples?: Example[];
  onChoose?: (example: Example) => void;
}

/** What a resource is, and what people ask of it, each in one click. */
export function ResourceHelp({ description, examples = [], onChoose }: Props) {
  return (
    <EditorRow>
      <Stack direction="column" gap={1}>
        <Text color="secondary">{description}</Text>
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
