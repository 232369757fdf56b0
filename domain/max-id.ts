/** The largest id: ids are whole numbers from 1 that JSON and JavaScript represent exactly. */
export const MAX_ID = Number.MAX_SAFE_INTEGER
