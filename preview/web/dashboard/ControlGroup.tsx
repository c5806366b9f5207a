import { type SceneComponentProps, type SceneObject, SceneObjectBase, type SceneObjectState } from '@grafana/scenes';
import { Stack } from '@grafana/ui';

interface ControlGroupState extends SceneObjectState {
  controls: SceneObject[];
}

/** Controls that stay together at the right, however many lines the variables take. */
export class ControlGroup extends SceneObjectBase<ControlGroupState> {
  static Component = ({ model }: SceneComponentProps<ControlGroup>) => (
    <div style={{ marginLeft: 'auto', alignSelf: 'flex-start' }}>
      <Stack gap={1}>
        {model.state.controls.map((control) => (
          <control.Component key={control.state.key} model={control} />
        ))}
      </Stack>
    </div>
  );
}
