/** Laws and contracts as vitest suites, for those who bring an adapter or a server of their own. Needs `vitest`. */
export { type ContractName, describePersistence } from "./contracts/persistence.ts"
export { describeLaws } from "./describe-laws.ts"
