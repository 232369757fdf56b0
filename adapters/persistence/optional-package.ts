/**
 * Imports a package that only some databases need. The name is a parameter, so that bundlers leave the import alone: it
 * resolves when the program runs, from the folder of the bundle.
 */
export const importOptional = async <Package>(name: string): Promise<Package> =>
  import(/* webpackIgnore: true */ /* turbopackIgnore: true */ /* @vite-ignore */ name)
