/** The AMD loader's own description of the module that is being loaded; webpack.config.ts maps it to AMD's `module`. */
declare module 'amd-module' {
  const amdModule: { id: string; uri: string } | undefined;
  export default amdModule;
}
