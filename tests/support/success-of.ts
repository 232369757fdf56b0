/** Returns the value of a use case of the library that succeeded. Throws its error otherwise. */
export const successOf = <A>(
  end: { readonly ok: true; readonly value: A } | { readonly ok: false; readonly error: unknown },
): A => {
  if (!end.ok) throw end.error
  return end.value
}
