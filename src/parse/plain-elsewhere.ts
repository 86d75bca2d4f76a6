/**
 * Texts that we read as texts and another YAML reader takes for something else:
 * a number, a time, a date, a boolean. Whoever writes one puts it in quotes.
 */

/** Words that readers of YAML 1.1 take for true, false or nothing. */
const WORD = /^(?:y|n|yes|no|on|off|true|false|null|~|=|<<|[-+]?\.inf|\.nan)$/i
/** `1_000`, `0o7`, `0b1`, `1e3`, `1.`, and `12:30:45`, which is a number to base 60; and what careless readers take for one, like `e0` and `.`. */
const NUMBER = /^[-+]?(?:0[xob][\da-f_]+|[\d_.,:]*(?:e[-+]?\d+)?|[\d_.,:]*\de[-+]?)$/i
/** `2024-01-01`, with a time or without. */
const DATE = /^\d{4}-\d{1,2}-\d{1,2}(?:$|[t\s])/i

/** Tells whether a plain text means the same to every reader, as far as its letters go. */
export function isTextEverywhere(text: string): boolean {
  return !WORD.test(text) && !NUMBER.test(text) && !DATE.test(text)
}
