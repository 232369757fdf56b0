/** sharp, loaded. */
export type Sharp = typeof import("sharp").default

let loading: Promise<Sharp> | undefined

/**
 * Loads sharp, once: shops without pictures work where it is not installed. Await it at start to hear early that it is
 * missing. Sets for the whole process that sharp keeps no cache and uses one thread for a picture, so that memory
 * stays bounded by the pictures under way.
 */
export const loadSharp = (): Promise<Sharp> => {
  loading ??= import("sharp").then(
    ({ default: sharp }) => {
      sharp.cache(false)
      sharp.concurrency(1)
      return sharp
    },
    (cause: unknown) => {
      throw new Error('Pictures need the package "sharp" and its part for this platform: npm install sharp', { cause })
    },
  )
  return loading
}
