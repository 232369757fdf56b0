import { readFileSync } from "node:fs"
import { expect, it } from "vitest"

/** A path: what prepares it, and the call whose statements are counted. */
export type Path = readonly [prepare: () => Promise<unknown>, act: () => Promise<unknown>]

/**
 * Compares the table under the heading "Round trips" of a page in `docs/` with what a server receives. `taken` returns the
 * names of the statements since its last call.
 */
export const compareRoundTrips = (
  page: string,
  paths: Readonly<Record<string, Path>>,
  taken: () => ReadonlyArray<string>,
): void => {
  const text = readFileSync(new URL(`../../docs/${page}`, import.meta.url), "utf8")
  const section = /^(#+) Round trips\n(.*?)^\1 /ms.exec(text)?.[2] ?? ""
  const documented = section.split("\n").flatMap((line) => {
    const [, path, count, statements] = /^\| (.+) \| (\d+) \| (.+) \|$/.exec(line) ?? []
    return path === undefined || statements === undefined ? [] : [{ path, count: Number(count), statements }]
  })

  it("the page lists every path", () => {
    expect(documented.map(({ path }) => path)).toEqual(Object.keys(paths))
  })

  it.each(Object.entries(paths))("%s", async (path, [prepare, act]) => {
    await prepare()
    taken()
    await act()
    const sent = taken()
    const row = documented.find((one) => one.path === path)
    expect(row).toEqual({ path, count: sent.length, statements: sent.join(", ") })
  })
}
