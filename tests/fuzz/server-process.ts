import { fork } from "node:child_process"
import { once } from "node:events"
import { fileURLToPath } from "node:url"
import type { FromServer, Ready, ServedBy, ToServer } from "./protocol.ts"

/** The server under test, in a process of its own. */
export interface ServerProcess {
  readonly ready: Ready
  /** Sends a message and waits for the response of the same kind. */
  readonly ask: <Kind extends "memory" | "credentials">(kind: Kind) => Promise<Extract<FromServer, { kind: Kind }>>
  /** Ends the server in good order. */
  readonly stop: () => Promise<void>
  readonly kill: () => void
}

/** Starts a server on a database. It does not outlive this process. */
export const startServer = async (databaseUrl: string, finds: ServedBy): Promise<ServerProcess> => {
  const child = fork(fileURLToPath(new URL("server.ts", import.meta.url)), [databaseUrl, finds], {
    execArgv: ["--expose-gc", "--max-semi-space-size=16"],
  })
  const exited = once(child, "exit")
  const killAtExit = (): void => void child.kill("SIGKILL")
  process.once("exit", killAtExit)
  const kill = (): void => {
    killAtExit()
    process.off("exit", killAtExit)
  }
  const message = async <Kind extends FromServer["kind"]>(kind: Kind): Promise<Extract<FromServer, { kind: Kind }>> => {
    const gone = exited.then(([code]) => {
      throw new Error(`The server process ended with code ${code}.`)
    })
    const [received] = (await Promise.race([once(child, "message"), gone])) as [FromServer]
    if (received.kind !== kind) throw new Error(`The server sent ${received.kind} instead of ${kind}.`)
    return received as Extract<FromServer, { kind: Kind }>
  }
  const send = (kind: ToServer["kind"]): void => void child.send({ kind } satisfies ToServer)
  try {
    return {
      ready: await message("ready"),
      ask: (kind) => {
        send(kind)
        return message(kind)
      },
      stop: async () => {
        send("stop")
        await exited
      },
      kill,
    }
  } catch (error) {
    kill()
    throw error
  }
}
