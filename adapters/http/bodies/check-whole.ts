/** Throws where a setting is no whole number, or a smaller one than makes sense. */
export const checkWhole = (setting: string, value: number, min: number): void => {
  if (!Number.isSafeInteger(value) || value < min)
    throw new RangeError(`${setting} must be a whole number from ${min}, and is ${value}.`)
}
