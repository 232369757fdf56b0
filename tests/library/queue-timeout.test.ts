import { Effect } from "effect"
import { expect, it } from "vitest"
import { CallStart } from "../../application/queue-timeout.ts"
import { openShop } from "../../composition/open-shop.ts"
import { openInMemory, persistenceModule, replacePorts } from "../../composition/ports.ts"

it("the queue timeout applies to isEmpty, which the server's first page asks for", async () => {
  const starts: Array<number | null> = []
  const opened = openInMemory()
  const isEmpty = () =>
    Effect.map(Effect.service(CallStart), (start) => {
      starts.push(start)
      return true
    })
  const store = replacePorts(opened, { catalog: { loader: { ...opened.catalog.loader, isEmpty } } })
  await using shop = await openShop({ database: "memory", modules: [persistenceModule(store)] })
  expect(await shop.isEmpty()).toBe(true)
  expect(starts).toEqual([expect.any(Number)])
})
