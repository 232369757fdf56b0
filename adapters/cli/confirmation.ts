import { createInterface } from "node:readline/promises"
import { CommandFailure, UsageError } from "./failure.ts"

/** Throws UsageError if there is no terminal to ask on. `why` says what `--yes` agrees to. */
export const requireTerminal = (why: string): void => {
  if (!process.stdin.isTTY) throw new UsageError(`${why}. Use --yes to agree`)
}

/** Asks on the terminal. Throws CommandFailure with the given message if the answer is not yes. */
export const confirm = async (question: string, refused: string): Promise<void> => {
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  try {
    const answer = await terminal.question(`${question} [y/N] `)
    if (!/^y(es)?$/i.test(answer.trim())) throw new CommandFailure(refused)
  } finally {
    terminal.close()
  }
}
