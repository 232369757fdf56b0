import { randomBytes } from "node:crypto"
import type { StoredPicture } from "../../application/ports/media.ts"
import { PictureName } from "../../domain/account/picture.ts"

/** What pictures are kept as, by the ending of their names. */
export const contentTypes = { jpg: "image/jpeg", png: "image/png" } as const

export type Ending = keyof typeof contentTypes

const pattern = /^[0-9a-f]{32}\.(jpg|png)$/

/** A name that no other picture has and nobody can guess: 128 random bits. */
export const newPictureName = (ending: Ending): PictureName =>
  PictureName(`${randomBytes(16).toString("hex")}.${ending}`)

/**
 * Reads a name that comes from outside, with the type of its content; `null` for what cannot name a picture here.
 * Nothing that passes can lead out of a folder.
 */
export const readPictureName = (
  text: string,
): { readonly name: PictureName; readonly contentType: StoredPicture["contentType"] } | null => {
  const ending = pattern.exec(text)?.[1]
  return ending === "jpg" || ending === "png" ? { name: PictureName(text), contentType: contentTypes[ending] } : null
}
