export default function VariableQueryEditor() { return null; }
