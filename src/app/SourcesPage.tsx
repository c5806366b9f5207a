export default function SourcesPage() {
  return <div>Sources</div>;
}
