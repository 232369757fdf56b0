import type { Credentials } from "./credentials.ts"
import type { Target } from "./targets.ts"

/** What the server looks for before it starts: its paths and fields, or nothing, because its documents describe them. */
export type ServedBy = "targets" | "documents"

/** Messages from the fuzzer to the server process. */
export interface ToServer {
  readonly kind: "memory" | "credentials" | "stop"
}

/** Where the server listens and what it serves. */
export interface Ready {
  readonly kind: "ready"
  readonly url: string
  readonly dialects: ReadonlyArray<string>
  readonly targets: ReadonlyArray<Target>
  readonly credentials: ReadonlyArray<Credentials>
}

/** Memory in bytes after a garbage collection, and the defects that were logged since the last message. */
export interface Memory {
  readonly kind: "memory"
  readonly heapUsed: number
  readonly external: number
  readonly rss: number
  readonly defects: ReadonlyArray<string>
}

/** New sign-ins. Earlier ones may have been ended by a request. */
export interface Renewed {
  readonly kind: "credentials"
  readonly credentials: ReadonlyArray<Credentials>
}

/** Messages from the server process to the fuzzer. */
export type FromServer = Ready | Memory | Renewed
