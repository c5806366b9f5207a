/**
 * What a machine's environment says about AWS is meant for the real one. AWS_CA_BUNDLE even stops Grafana's AWS data sources
 * from making any client ("unable to add custom RootCAs HTTPClient").
 */
export const NO_AWS_VARIABLES: Record<string, undefined> = Object.fromEntries(
  Object.keys(process.env)
    .filter((name) => name.startsWith('AWS_'))
    .map((name) => [name, undefined])
);
