/**
 * Makes foreign text (names and specs from live, messages of servers, files) safe
 * for one line of a terminal: control characters, ANSI sequences and characters
 * that reverse or hide text are shown by their code.
 *
 * Texts that GitHub takes for a command in the log of a workflow are escaped too:
 * `::` at the start of a line, also after blanks, and `##[` anywhere. User names and
 * passwords of URLs are nobody's business.
 */
import { hiddenUserinfo } from '../policy/userinfo.ts'

const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu
const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\t': '\\t', '\r': '\\r' }

export function printable(text: string): string {
  const shown = hiddenUserinfo(text).replace(
    UNPRINTABLE,
    (character) => SHORT[character] ?? `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  )
  return shown.replace(/^(\s*):(?=:)/, '$1\\u{3a}').replaceAll('##[', '#\\u{23}[')
}
