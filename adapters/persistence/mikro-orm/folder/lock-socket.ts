import { chmod, type FileHandle, open, rm } from "node:fs/promises"
import { connect, createServer, type Socket } from "node:net"
import { join } from "node:path"
import { answerRequests, type RequestHandler } from "./lock-requests.ts"

/*
 * A Unix socket on which the holder of a folder listens. The kernel closes it when the process ends, and other
 * containers on the same kernel can probe it through the shared folder. The holder answers requests on it.
 */

/**
 * Listens on a socket in a folder. Returns a function that ends it, or `null` where the platform or the file system does
 * not support it.
 */
export const listenIn = async (
  folder: string,
  name: string,
  handler: () => RequestHandler | undefined,
): Promise<(() => Promise<void>) | null> => {
  if (process.platform === "win32") return null
  const address = await shortPath(folder, name)
  const answers = answerRequests(handler)
  const server = createServer(answers.accept)
  const listening = await new Promise<boolean>((resolve) => {
    server.once("error", () => resolve(false))
    server.listen(address.path, () => resolve(true))
  })
  server.unref()
  if (!listening) {
    await address.release()
    return null
  }
  // Where the umask allows others to write, they must still not send requests.
  await chmod(join(folder, name), 0o600).catch(() => undefined)
  return async () => {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()))
    await answers.end()
    await closed
    await address.release()
    await rm(join(folder, name), { force: true })
  }
}

/**
 * Whether a process on this kernel listens on the socket. `unknown` where the socket is missing or cannot be reached:
 * only a refused connection proves that its process has ended.
 */
export const probe = async (folder: string, name: string): Promise<"listening" | "ended" | "unknown"> => {
  const socket = await connectTo(folder, name)
  if (typeof socket !== "string") socket.destroy()
  return typeof socket === "string" ? socket : "listening"
}

/** Connects to the socket, or returns what {@link probe} does. */
export const connectTo = async (folder: string, name: string): Promise<Socket | "ended" | "unknown"> => {
  const address = await shortPath(folder, name)
  try {
    return await new Promise((resolve) => {
      const socket = connect(address.path)
      socket.once("connect", () => resolve(socket))
      socket.once("error", (error) => {
        resolve("code" in error && error.code === "ECONNREFUSED" ? "ended" : "unknown")
      })
    })
  } finally {
    await address.release()
  }
}

/** The longest path that a Unix socket address holds (unix(7)). */
const MAX_PATH_BYTES = 107

/** A path of the socket that fits into an address. On Linux an open folder makes long paths short. */
const shortPath = async (folder: string, name: string) => {
  const path = join(folder, name)
  const isShort = Buffer.byteLength(path) <= MAX_PATH_BYTES
  const handle: FileHandle | undefined = isShort ? undefined : await open(folder).catch(() => undefined)
  return {
    path: handle === undefined ? path : `/proc/self/fd/${handle.fd}/${name}`,
    release: async () => handle?.close(),
  }
}
