import { spawn } from "node:child_process"
import { fileURLToPath, pathToFileURL } from "node:url"

const root = fileURLToPath(new URL("../../", import.meta.url))
const compiler = fileURLToPath(new URL("../../node_modules/typescript/lib/tsc.js", import.meta.url))

type Message = { readonly id?: number; readonly method?: string; readonly result?: unknown; readonly error?: unknown }

/** TypeScript's language server, as an editor uses it. */
export interface LanguageService {
  /** Returns the hover text at `offset` of a file that has `text` and lies in the project, saved or not. */
  readonly hover: (file: string, text: string, offset: number) => Promise<string>
  readonly close: () => void
}

/** Starts TypeScript's language server on this project. It speaks the Language Server Protocol over standard input. */
export const startLanguageService = async (): Promise<LanguageService> => {
  const server = spawn(process.execPath, [compiler, "--lsp", "--stdio"], {
    cwd: root,
    stdio: ["pipe", "pipe", "ignore"],
  })
  const waiting = new Map<number, (message: Message) => void>()
  let unread = Buffer.alloc(0)
  server.stdout.on("data", (chunk: Buffer) => {
    unread = Buffer.concat([unread, chunk])
    for (let message = next(); message !== null; message = next()) receive(message)
  })

  /** Removes one message with its header from the unread bytes; `null` if it is incomplete. */
  const next = (): Message | null => {
    const end = unread.indexOf("\r\n\r\n")
    const length = Number(/Content-Length: (\d+)/i.exec(unread.subarray(0, Math.max(end, 0)).toString())?.[1])
    if (end === -1 || unread.length < end + 4 + length) return null
    const message: Message = JSON.parse(unread.subarray(end + 4, end + 4 + length).toString())
    unread = unread.subarray(end + 4 + length)
    return message
  }
  const receive = (message: Message): void => {
    if (message.id === undefined) return
    // A request of the server (for a capability, for settings) gets an empty response.
    if (message.method !== undefined) send({ id: message.id, result: null })
    else waiting.get(message.id)?.(message)
  }
  const send = (message: object): void => {
    const body = Buffer.from(JSON.stringify({ jsonrpc: "2.0", ...message }))
    server.stdin.write(`Content-Length: ${body.length}\r\n\r\n`)
    server.stdin.write(body)
  }
  let ids = 0
  const request = async (method: string, params: unknown): Promise<unknown> => {
    const id = ++ids
    const response = new Promise<Message>((resolve) => waiting.set(id, resolve))
    send({ id, method, params })
    const { result, error } = await response
    if (error !== undefined) throw new Error(`${method}: ${JSON.stringify(error)}`)
    return result
  }

  const folder = { uri: pathToFileURL(root).href, name: "shopwright" }
  await request("initialize", {
    processId: process.pid,
    rootUri: folder.uri,
    workspaceFolders: [folder],
    capabilities: { textDocument: { hover: { contentFormat: ["markdown"] } } },
  })
  send({ method: "initialized", params: {} })

  let versions = 0
  return {
    hover: async (file, text, offset) => {
      const uri = pathToFileURL(`${root}${file}`).href
      send({
        method: "textDocument/didOpen",
        params: { textDocument: { uri, languageId: "typescript", version: ++versions, text } },
      })
      const before = text.slice(0, offset).split("\n")
      const position = { line: before.length - 1, character: before.at(-1)?.length ?? 0 }
      const hover = await request("textDocument/hover", { textDocument: { uri }, position })
      send({ method: "textDocument/didClose", params: { textDocument: { uri } } })
      return JSON.stringify(hover)
    },
    close: () => server.kill(),
  }
}
