/** The words of a careless or hostile endpoint: an error's message with what the request held that is secret. */
export function echoed(message: string, headers: Record<string, string>, input: Record<string, unknown>): string {
  const secrets = [
    ['X-Amz-Security-Token', headers['x-amz-security-token']],
    ['ExternalId', input.ExternalId],
  ].filter(([, value]) => value !== undefined);
  return [message, ...secrets.map(([name, value]) => `${name}: ${value}`)].filter((part) => part !== '').join(' ');
}
