/** Every character as \uXXXX: the same text to whoever parses it, and to nobody who searches it. */
export function jsonEscaped(text: string): string {
  return [...text].map((c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`).join('')
}
