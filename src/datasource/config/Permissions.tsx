import { LinkButton, Stack } from '@grafana/ui';

declare const __webpack_public_path__: string;

const FILES = [
  { file: 'reader-policy.json', label: 'Reader policy' },
  { file: 'reader-role.yaml', label: 'CloudFormation template' },
  { file: 'base-policy.json', label: 'Base policy' },
];

/** The policies and the template of the reader role, which lie beside the plugin's code. */
export function Permissions() {
  return (
    <Stack gap={1} wrap="wrap">
      {FILES.map(({ file, label }) => (
        <LinkButton
          key={file}
          variant="secondary"
          icon="download-alt"
          href={`${__webpack_public_path__}deploy/${file}`}
          download={file}
        >
          {label}
        </LinkButton>
      ))}
    </Stack>
  );
}
