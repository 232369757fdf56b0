/** Messages with the same keys, and texts of another language. */
export type Same<A> = { readonly [Key in keyof A]: A[Key] extends string ? string : Same<A[Key]> }
