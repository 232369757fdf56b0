import { inject } from "vitest"

/** Returns what the endpoint of `databases-on-demand.ts` creates on the first request of a run. */
export const onDemand = async (path: "/postgres" | "/folder"): Promise<string> => {
  const endpoint = inject("databasesOnDemand")
  if (!endpoint) throw new Error("Tests of the unit project run without databases. Move this test to another folder.")
  const response = await fetch(endpoint + path)
  const text = await response.text()
  if (!response.ok) throw new Error(`The test database was not created: ${text}`)
  return text
}
