import type { ContainerModuleLoadOptions } from "inversify"
import { makeAuthenticate } from "../application/account/authenticate.ts"
import { makeCreateAdmin, makeEnsureAdmin } from "../application/account/create-admin.ts"
import { makeLimitRegistrations } from "../application/account/limit-registrations.ts"
import { makeLogIn } from "../application/account/log-in.ts"
import { makeUpdateProfile, makeViewProfile } from "../application/account/profile.ts"
import { makeRegister } from "../application/account/register.ts"
import { makeAuthenticateRefresh, makeRotateRefresh } from "../application/account/rotate-refresh.ts"
import { makeEndSession, makeListSessions, makeSetAccountActive } from "../application/account/sessions.ts"
import { makeAuthenticateAccess, makeObtainTokenPair, makeRefreshAccess } from "../application/account/token-pair.ts"
import { makeVerifyPassword } from "../application/account/verify-password.ts"
import { Part, Port, Setting, UseCase } from "./identifiers.ts"

/** Builds the use cases around accounts, sessions and profiles. */
export const accountUseCases = ({ bind }: ContainerModuleLoadOptions): void => {
  bind(Part.verifyPassword)
    .toResolvedValue(
      (security, passwords, attempts, policy, clock) =>
        makeVerifyPassword({ security, passwords, attempts, policy, clock }),
      [Port.security, Port.passwords, Port.signInAttempts, Setting.signInPolicy, Port.clock],
    )
    .inSingletonScope()
  bind(Part.limitRegistrations).toResolvedValue(
    (attempts, policy, clock) => makeLimitRegistrations({ attempts, policy, clock }),
    [Port.signInAttempts, Setting.signInPolicy, Port.clock],
  )
  bind(Part.registrations).toResolvedValue(
    (clock, limitRegistrations, registration) => ({ clock, limitRegistrations, registration }),
    [Port.clock, Part.limitRegistrations, Setting.registration],
  )
  bind(UseCase.register).toResolvedValue(
    (accounts, passwords, phones, pictures, common) =>
      makeRegister({ accounts, passwords, phones, pictures, ...common }),
    [Port.accounts, Port.passwords, Port.phones, Port.pictures, Part.registrations],
  )
  bind(UseCase.logIn).toResolvedValue(
    (accounts, phones, verifyPassword, sessions, tokens, clock) =>
      makeLogIn({ accounts, phones, verifyPassword, sessions, tokens, clock }),
    [Port.accounts, Port.phones, Part.verifyPassword, Port.sessions, Port.tokens, Port.clock],
  )
  bind(UseCase.authenticate).toResolvedValue(
    (sessions, tokens, clock) => makeAuthenticate({ sessions, tokens, clock }),
    [Port.sessions, Port.tokens, Port.clock],
  )
  bind(Part.tokenPairs).toResolvedValue(
    (accounts, phones, verifyPassword, sessions, pairs, clock) => ({
      accounts,
      phones,
      verifyPassword,
      sessions,
      pairs,
      clock,
    }),
    [Port.accounts, Port.phones, Part.verifyPassword, Port.sessions, Port.tokenPairs, Port.clock],
  )
  bind(UseCase.obtainTokenPair).toResolvedValue(makeObtainTokenPair, [Part.tokenPairs])
  bind(UseCase.refreshAccess).toResolvedValue(makeRefreshAccess, [Part.tokenPairs])
  bind(UseCase.authenticateAccess).toResolvedValue(makeAuthenticateAccess, [Part.tokenPairs])
  bind(Part.rotation).toResolvedValue(
    (sessions, rotations, pairs, clock) => ({ sessions, rotations, pairs, clock }),
    [Port.sessions, Port.rotations, Port.tokenPairs, Port.clock],
  )
  bind(UseCase.authenticateRefresh).toResolvedValue(makeAuthenticateRefresh, [Part.rotation])
  bind(UseCase.rotateRefresh).toResolvedValue(makeRotateRefresh, [Part.rotation])
  bind(UseCase.listSessions).toResolvedValue(
    (sessions, clock) => makeListSessions({ sessions, clock }),
    [Port.sessions, Port.clock],
  )
  bind(UseCase.endSession).toResolvedValue((sessions) => makeEndSession({ sessions }), [Port.sessions])
  bind(UseCase.setAccountActive).toResolvedValue(
    (accounts, security) => makeSetAccountActive({ accounts, security }),
    [Port.accounts, Port.security],
  )
  bind(UseCase.viewProfile).toResolvedValue((profiles) => makeViewProfile({ profiles }), [Port.profiles])
  bind(UseCase.updateProfile).toResolvedValue(
    (accounts, profiles, passwords, verifyPassword, pictures, clock) =>
      makeUpdateProfile({ accounts, profiles, passwords, verifyPassword, pictures, clock }),
    [Port.accounts, Port.profiles, Port.passwords, Part.verifyPassword, Port.pictures, Port.clock],
  )
  bind(UseCase.createAdmin).toResolvedValue(
    (accounts, security, passwords, phones, clock, registration) =>
      makeCreateAdmin({ accounts, security, passwords, phones, clock, registration }),
    [Port.accounts, Port.security, Port.passwords, Port.phones, Port.clock, Setting.registration],
  )
  bind(UseCase.ensureAdmin).toResolvedValue(
    (accounts, security, passwords, phones, clock, registration) =>
      makeEnsureAdmin({ accounts, security, passwords, phones, clock, registration }),
    [Port.accounts, Port.security, Port.passwords, Port.phones, Port.clock, Setting.registration],
  )
}
