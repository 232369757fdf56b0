const notInWords = /[^\p{L}\p{N}\p{M}]+/u

/**
 * Returns the distinct words of a text in the form in which searches compare them: Unicode's form NFKC, lower case,
 * letters, digits and their marks. Every store uses this function, so every store finds the same.
 *
 * @example
 * searchWords("Olive-oil SOAP") // ["olive", "oil", "soap"]
 */
export const searchWords = (text: string): ReadonlyArray<string> => [
  ...new Set(
    text
      .normalize("NFKC")
      .toLowerCase()
      .split(notInWords)
      .filter((word) => word !== "")
      // Longer words say nothing more, and some databases cannot index them.
      .map((word) => [...word].slice(0, MAX_WORD_LENGTH).join("")),
  ),
]

const MAX_WORD_LENGTH = 64

/**
 * Returns the text by which products are sorted by name. Texts are compared by code points.
 *
 * @example
 * sortName("Soap") // "soap"
 */
export const sortName = (name: string): string => name.normalize("NFKC").toLowerCase()

/**
 * Compares two texts by code points, as PostgreSQL compares in the collation "C".
 *
 * @example
 * const names = ["Soap", "Oil"].map(sortName).toSorted(compareCodePoints)
 */
export const compareCodePoints = (a: string, b: string): number => {
  const [left, right] = [[...a], [...b]]
  for (const [i, char] of left.entries()) {
    const other = right[i]
    if (other === undefined) return 1
    const difference = (char.codePointAt(0) ?? 0) - (other.codePointAt(0) ?? 0)
    if (difference !== 0) return difference
  }
  return left.length - right.length
}
