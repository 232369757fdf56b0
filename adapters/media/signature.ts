/**
 * The accepted formats. libvips' other formats (SVG, TIFF, AVIF and more) are rejected to reduce the attack surface.
 */
export type PictureFormat = "jpeg" | "png" | "webp" | "gif"

const startsWith = (bytes: Uint8Array, signature: string, at = 0): boolean => {
  for (let i = 0; i < signature.length; i++) if (bytes[at + i] !== signature.charCodeAt(i)) return false
  return true
}

/** Returns the format that the first bytes indicate. The client's file name and content type are ignored. */
export const formatOf = (bytes: Uint8Array): PictureFormat | null => {
  if (startsWith(bytes, "\xff\xd8\xff")) return "jpeg"
  if (startsWith(bytes, "\x89PNG\r\n\x1a\n")) return "png"
  if (startsWith(bytes, "GIF87a") || startsWith(bytes, "GIF89a")) return "gif"
  if (startsWith(bytes, "RIFF") && startsWith(bytes, "WEBP", 8)) return "webp"
  return null
}
