/** Laws and contracts as vitest suites, for authors of adapters and servers. Requires `vitest`. */

export { describeClock } from "./contracts/clock.ts"
export { describePasswordHasher, type OpenHasher } from "./contracts/password-hasher.ts"
export { type ContractName, describePersistence } from "./contracts/persistence.ts"
export { describePhoneNumbers } from "./contracts/phone-numbers.ts"
export { describePictures, type OpenPictures } from "./contracts/pictures.ts"
export { describeSessionTokens } from "./contracts/session-tokens.ts"
export { describeTokenPairs } from "./contracts/token-pairs.ts"
export { describeLaws } from "./describe-laws.ts"
