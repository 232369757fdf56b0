import { CommandFailure } from "./failure.ts"

/** The longest line in characters. Memory depends on it. */
const MAX_LINE = 64 * 1024 * 1024

/** Returns the lines of a text in UTF-8, without line breaks and empty lines. Throws CommandFailure for other bytes. */
export async function* linesOf(bytes: AsyncIterable<Uint8Array>, source: string): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true })
  let rest = ""
  for await (const chunk of bytes) {
    const lines = (rest + decoded(decoder, chunk, source)).split(/\r?\n/)
    rest = lines.pop() ?? ""
    if (rest.length > MAX_LINE) throw new CommandFailure(`${source} has a line of more than ${MAX_LINE} characters`)
    for (const line of lines) if (line !== "") yield line
  }
  rest += decoded(decoder, undefined, source)
  if (rest !== "") yield rest
}

const decoded = (decoder: InstanceType<typeof TextDecoder>, chunk: Uint8Array | undefined, source: string): string => {
  try {
    return decoder.decode(chunk, { stream: chunk !== undefined })
  } catch {
    throw new CommandFailure(`${source} is not UTF-8 text`)
  }
}
