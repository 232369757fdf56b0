import fc from "fast-check"
import { openInMemory } from "../../adapters/persistence/in-memory/in-memory.ts"
import { describeLaws } from "../../adapters/testing/describe-laws.ts"
import { openUseCaseDriver } from "../../adapters/testing/drivers/use-cases.ts"
import { interleaved } from "./interleaved.ts"

describeLaws("the use cases in memory", () => openUseCaseDriver(openInMemory()))

describeLaws("the use cases in memory, out of step", () => {
  const [turns] = fc.sample(fc.infiniteStream(fc.nat(5)), 1)
  if (turns === undefined) throw new Error("no sample")
  return openUseCaseDriver(interleaved(openInMemory(), turns))
})
