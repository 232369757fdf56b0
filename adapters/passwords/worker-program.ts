/**
 * The program of a hashing thread. Run from source, it is a file. The build replaces this module with one that has the
 * program as text, because a bundle does not include files that are found by their path.
 */
export const workerProgram: URL | string = new URL("./worker.ts", import.meta.url)
