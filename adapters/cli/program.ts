import { runCommand } from "./commands.ts"
import { explain } from "./failure.ts"
import { requireNode } from "./node-version.ts"

const flushed = (stream: NodeJS.WriteStream): Promise<void> => new Promise((done) => stream.write("", () => done()))

try {
  requireNode(process.versions.node)
  await runCommand(process.argv.slice(2))
} catch (error) {
  const { text, exitCode } = explain(error)
  process.stderr.write(`shopwright: ${text}\n`)
  process.exitCode = exitCode
}
// An open standard input must not keep the process running.
await Promise.all([flushed(process.stdout), flushed(process.stderr)])
process.exit()
