/** Whether a text is an amount as the API takes it, such as `12.50`. */
export const isAmount = (text: string): boolean => /^\d+(\.\d+)?$/.test(text)
