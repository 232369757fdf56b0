import { openInMemory } from "../../adapters/persistence/in-memory/in-memory.ts"
import { describePersistence } from "../../adapters/testing/contracts/persistence.ts"

describePersistence("in memory", async () => openInMemory())
