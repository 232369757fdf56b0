import { CommandFailure } from "./failure.ts"

/** The first version of Node.js that the package supports, as `engines` in package.json says. */
const OLDEST = 22

/** Throws CommandFailure if a version of Node.js, such as `20.20.2`, is too old. */
export const requireNode = (version: string): void => {
  if (Number.parseInt(version, 10) >= OLDEST) return
  throw new CommandFailure(`Node.js ${version} is too old; install Node.js ${OLDEST} or later`)
}
