import { mkdtemp, readdir, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { Ask, HttpResponse } from "../support/http.ts"
import { claimsOf, type Pair } from "./jwt.ts"

export const PASSWORD = "your_password"

/** A folder for pictures, its content, and its removal. */
export const mediaFolder = async () => {
  const folder = await mkdtemp(join(tmpdir(), "shopwright-media-"))
  return {
    folder,
    files: () => readdir(folder, { recursive: true }),
    drop: () => rm(folder, { recursive: true, force: true }),
  }
}

/** A multipart body with text fields, and a file where the value is bytes. */
export const form = (texts: Readonly<Record<string, string>>, picture?: Uint8Array, name = "user.jpg"): FormData => {
  const body = new FormData()
  for (const [field, text] of Object.entries(texts)) body.set(field, text)
  if (picture !== undefined) body.set("profile_picture", new File([new Uint8Array(picture)], name))
  return body
}

export const details = (name: string) => ({
  email: `${name}@nitrkl.ac.in`,
  password: PASSWORD,
  first_name: "John",
  last_name: "Doe",
})

export interface Member extends Pair {
  readonly id: number
  readonly path: string
}

export const signIn = async (ask: Ask, email: string, password = PASSWORD, prefix = ""): Promise<Member> => {
  const response = await ask("POST", `${prefix}/users/token/`, { body: { email, password } })
  if (response.status !== 200) throw new Error(`Not signed in: ${response.text}`)
  const pair = response.json() as Pair
  const id = Number(claimsOf(pair.access).user_id)
  return { ...pair, id, path: `${prefix}/users/${id}/` }
}

/** Registers an account with this name and signs in. */
export const enrol = async (ask: Ask, name: string, prefix = ""): Promise<Member> => {
  const registered = await ask("POST", `${prefix}/users/`, { body: details(name) })
  if (registered.status !== 201) throw new Error(`Not registered: ${registered.text}`)
  return signIn(ask, details(name).email, PASSWORD, prefix)
}

export const pictureOf = (response: HttpResponse): string | null =>
  (response.json() as { readonly profile_picture: string | null }).profile_picture

/** The registration of the document. */
export const registration = {
  email: "user@nitrkl.ac.in",
  password: "your_password",
  first_name: "John",
  last_name: "Doe",
  year: "2nd",
  branch: "Biotechnology",
  roll_no: "123456",
  phone_number: "1234567890",
  bio: "Short bio",
}
