import { ContainerModule } from "inversify"
import type { Persistence } from "../adapters/persistence/persistence.ts"
import { numberingPlans } from "../adapters/phones/libphonenumber.ts"
import { opaqueTokens } from "../adapters/tokens/opaque.ts"
import type { Clock } from "../application/ports/clock.ts"
import type { Pictures } from "../application/ports/media.ts"
import type { PasswordHasher } from "../application/ports/password-hasher.ts"
import type { TokenPairs } from "../application/ports/token-pairs.ts"
import type { RegistrationRules } from "../domain/account/registration.ts"
import type { SignInPolicy } from "../domain/account/sign-in-policy.ts"
import { Port, Setting } from "./identifiers.ts"
import { noTokenPairs } from "./open-token-pairs.ts"
import { bindPersistence } from "./persistence.module.ts"

/** Adapters that are open, and settings. */
export interface Adapters {
  readonly persistence: Persistence
  readonly passwords: PasswordHasher
  readonly pictures: Pictures
  readonly tokenPairs: TokenPairs | null
  readonly signInPolicy: SignInPolicy
  readonly registration: RegistrationRules
  readonly clock: Clock
}

/** Binds the ports to adapters that are open already: what is asynchronous happens before the container is built. */
export const adaptersModule = (adapters: Adapters): ContainerModule =>
  new ContainerModule(({ bind }) => {
    bindPersistence(bind, adapters.persistence)
    bind(Port.passwords).toConstantValue(adapters.passwords)
    bind(Port.pictures).toConstantValue(adapters.pictures)
    bind(Port.phones).toConstantValue(numberingPlans)
    bind(Port.tokens).toConstantValue(opaqueTokens)
    bind(Port.tokenPairs).toConstantValue(adapters.tokenPairs ?? noTokenPairs)
    bind(Port.clock).toConstantValue(adapters.clock)
    bind(Setting.registration).toConstantValue(adapters.registration)
    bind(Setting.signInPolicy).toConstantValue(adapters.signInPolicy)
  })
