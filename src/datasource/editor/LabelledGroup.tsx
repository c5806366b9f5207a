import { Label } from '@grafana/ui';
import { useId, type ReactNode } from 'react';

/** Several inputs under one label. */
export function LabelledGroup({ label, children }: { label: string; children: ReactNode }) {
  const id = useId();
  return (
    <div role="group" aria-labelledby={id}>
      <Label id={id}>{label}</Label>
      {children}
    </div>
  );
}
