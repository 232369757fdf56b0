/** Describes why a file was rejected: `what` is wrong, a line for each listed fault, and the number of the others. */
export const rejectedFile = (what: string, faults: ReadonlyArray<string>, more: number): string =>
  [
    `${what}; nothing was loaded`,
    ...faults.map((fault) => `  ${fault}`),
    ...(more > 0 ? [`  and ${more} more`] : []),
  ].join("\n")
