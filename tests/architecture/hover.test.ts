import { afterAll, beforeAll, expect, it } from "vitest"
import { type LanguageService, startLanguageService } from "../support/language-service.ts"

let service: LanguageService
beforeAll(async () => {
  service = await startLanguageService()
})
afterAll(() => service?.close())

const hoverOver = (expression: string) => {
  const text = `import type { Shop } from "../../composition/index.ts"\ndeclare const shop: Shop\nvoid ${expression}\n`
  return service.hover("tests/architecture/unsaved.ts", text, text.indexOf(expression) + expression.length - 1)
}

it.each([
  ["shop.placeOrder", "Places an order at the current prices"],
  ["shop.register", "Opens an account."],
  ["shop.streamOrders", "Streams the actor's orders"],
  ["shop.useCases.placeOrder", "Places an order at the current prices"],
])("an editor shows the TSDoc of %s", async (expression, documentation) => {
  const hover = await hoverOver(expression)
  expect(hover).toContain(documentation)
  expect(hover).toContain("@example")
})
