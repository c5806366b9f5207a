/** How much is remembered; about as much as a dashboard has panels. */
const CAPACITY = 40;

/** What was last said of each panel or question. What was said longest ago is forgotten first. */
export class Recent<Value> {
  private readonly values = new Map<string, Value>();

  get(key: string): Value | undefined {
    return this.values.get(key);
  }

  set(key: string, value: Value) {
    this.values.delete(key);
    this.values.set(key, value);
    if (this.values.size > CAPACITY) {
      this.values.delete(this.values.keys().next().value!);
    }
  }
}
