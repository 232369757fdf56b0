import { Brand, Data } from "effect"

/** The name of a stored picture. The shop generates it; it never contains the caller's file name. */
export type PictureName = string & Brand.Brand<"PictureName">
/**
 * Brands the name under which an adapter stored a picture.
 *
 * @example
 * const profile: Profile = { ...emptyProfile, picture: PictureName("0f3a.png") }
 */
export const PictureName = Brand.nominal<PictureName>()

/** Why a picture is rejected. Sizes are in bytes and pixels of the uploaded picture. Limits are the shop's. */
export type PictureFault =
  | { readonly kind: "empty" }
  | { readonly kind: "too-many-bytes"; readonly bytes: number; readonly limit: number }
  /** Not one of the accepted formats: JPEG, PNG, WebP, GIF. */
  | { readonly kind: "not-a-picture" }
  | { readonly kind: "too-many-pixels"; readonly width: number; readonly height: number; readonly limit: number }
  /** The format is recognized, but the picture cannot be decoded. */
  | { readonly kind: "damaged" }
  /** Decoding exceeds the time limit. */
  | { readonly kind: "too-slow"; readonly seconds: number }

/**
 * The uploaded picture is rejected and not stored.
 *
 * @example
 * const mia = await shop.register({ username: "mia", password, picture: bytes })
 * if (!mia.ok && mia.error._tag === "PictureRefused") console.log(mia.error.fault.kind)
 */
export class PictureRefused extends Data.TaggedError("PictureRefused")<{
  readonly fault: PictureFault
}> {}
