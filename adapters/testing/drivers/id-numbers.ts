/** Numbers for the ids of an API. Laws identify everything by numbers. */
export interface IdNumbers {
  /** Returns the number of an id. Numbers stay as they are. Every other id gets a number of its own. */
  readonly numberOf: (kind: string, id: unknown) => number
  /** Returns the id of a number. A number that belongs to no id stays a number, which no such API knows. */
  readonly idOf: (kind: string, number: number) => unknown
}

export const idNumbers = (): IdNumbers => {
  const numbers = new Map<string, number>()
  const ids = new Map<string, unknown>()
  return {
    numberOf: (kind, id) => {
      if (typeof id === "number") return id
      const known = numbers.get(`${kind} ${String(id)}`)
      if (known !== undefined) return known
      const number = numbers.size + 1
      numbers.set(`${kind} ${String(id)}`, number)
      ids.set(`${kind} ${number}`, id)
      return number
    },
    idOf: (kind, number) => ids.get(`${kind} ${number}`) ?? number,
  }
}
