import type * as sharpModule from "sharp"

/** The module sharp. */
export type Sharp = typeof sharpModule.default

let loading: Promise<Sharp> | undefined

/**
 * Loads sharp once, on first use: a shop without pictures works without it. Await this at start to find a missing
 * package early. Disables sharp's cache and uses one thread per picture in this process, which bounds the memory.
 */
export const loadSharp = (): Promise<Sharp> => {
  loading ??= importSharp("sharp").then(
    ({ default: sharp }) => {
      sharp.cache(false)
      sharp.concurrency(1)
      return sharp
    },
    (cause: unknown) => {
      throw new Error('Pictures require the package "sharp" for this platform: npm install sharp', { cause })
    },
  )
  return loading
}

/** The name is a parameter, so that bundlers leave the import alone: most shops do not have the package. */
const importSharp = async (name: string): Promise<typeof sharpModule> =>
  import(/* webpackIgnore: true */ /* turbopackIgnore: true */ /* @vite-ignore */ name)
