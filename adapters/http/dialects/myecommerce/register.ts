import { Effect, Result } from "effect"
import type { TokenBearer } from "../../../../application/account/token-pair.ts"
import type { PhoneNumbers } from "../../../../application/ports/phone-numbers.ts"
import type { UseCases } from "../../../../application/use-cases.ts"
import {
  EMAIL_MAX_LENGTH,
  emailAddress,
  PHONE_MAX_LENGTH,
  phoneNumber,
  USERNAME_MAX_LENGTH,
  username,
} from "../../../../domain/account/identifier.ts"
import { checkPassword } from "../../../../domain/account/password.ts"
import { birthdate, profileLengths } from "../../../../domain/account/profile.ts"
import type { RegistrationRules } from "../../../../domain/account/registration.ts"
import { type Endpoint, endpoints } from "../../dialect/endpoint.ts"
import { json } from "../../dialect/response.ts"
import { named, orNull, record, text, whole } from "../../dialect/schema.ts"
import { object } from "../../drf/field.ts"
import { charField, validatedField } from "../../drf/text-fields.ts"
import { clientAddress } from "../../server/client-address.ts"
import type { DialectErrors } from "./error-responses.ts"
import { BAD_DATE, BAD_EMAIL, BAD_PHONE, BAD_USERNAME } from "./messages.ts"

/** More than a date has, so that a wrong date gets the message for a wrong format. */
const BIRTHDATE_MAX_LENGTH = 100

const registeredSchema = named(
  "RegisteredUser",
  record<{ id: number; username: string | null }>({ id: whole(), username: orNull(text()) }),
)

const endpoint = endpoints<TokenBearer, DialectErrors>()

/** Returns the endpoint `users/register`. All fields are required. All faults are reported at once. */
export const registerEndpoint = (
  shop: Pick<UseCases, "register">,
  phones: PhoneNumbers,
  rules: RegistrationRules,
): Endpoint<TokenBearer, DialectErrors> =>
  endpoint({
    method: "POST",
    path: "users/register",
    access: "public",
    ignoresCredentials: true,
    body: object({
      username: validatedField(username, { maxLength: USERNAME_MAX_LENGTH, malformed: BAD_USERNAME }),
      password: validatedField((text) => Result.map(checkPassword(text, rules.password), () => text), {
        trim: false,
        maxLength: rules.password.maxLength,
      }),
      email: validatedField(emailAddress, { maxLength: EMAIL_MAX_LENGTH, malformed: BAD_EMAIL }),
      phone_number: validatedField((text) => phoneNumber(text, phones.toE164), {
        maxLength: PHONE_MAX_LENGTH,
        malformed: BAD_PHONE,
      }),
      address: charField({ maxLength: profileLengths.address }),
      postal_code: charField({ maxLength: profileLengths.postalCode }),
      birthdate: validatedField(birthdate, { maxLength: BIRTHDATE_MAX_LENGTH, malformed: BAD_DATE }),
    }),
    docs: {
      id: "register",
      tag: "Users",
      summary: "Register",
      calls: ["register"],
      returns: [{ status: 201, description: "The new user.", schema: registeredSchema }],
      example: {
        username: "user",
        password: "a-long-password",
        email: "user@example.com",
        phone_number: "+919876543210",
        address: "1 Park Street",
        postal_code: "700016",
        birthdate: "2000-02-29",
      },
    },
    handle: ({ body, request }) => {
      const { username, password, email, phone_number: phone, address, postal_code: postalCode, birthdate } = body
      const profile = { address, postalCode, birthdate }
      const command = { username, password, email, phone, profile, address: clientAddress(request) }
      return Effect.map(shop.register(command, rules), ({ account }) =>
        json(201, { id: account.id, username: account.username }),
      )
    },
  })
