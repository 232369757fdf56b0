/** The module sharp. */
export type Sharp = typeof import("sharp").default

let loading: Promise<Sharp> | undefined

/**
 * Loads sharp once, on first use: a shop without pictures works without it. Await this at start to find a missing
 * package early. Disables sharp's cache and uses one thread per picture in this process, which bounds the memory.
 */
export const loadSharp = (): Promise<Sharp> => {
  loading ??= import("sharp").then(
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
