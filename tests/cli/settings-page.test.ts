import { expect, it } from "vitest"
import { settingsPage } from "../../adapters/cli/settings/page.ts"

it("docs/operations/settings.md lists every setting; run this test with --update after a change of the table", async () => {
  await expect(settingsPage()).toMatchFileSnapshot("../../docs/operations/settings.md")
})
