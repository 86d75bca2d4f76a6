/** Finds the comments of a YAML text. A '#' within a quoted or a block scalar starts no comment. */
import { Lexer } from 'yaml'
import type { Span } from './node.ts'

/** Lexeme of the lexer before the text of a scalar, which may start with any character. */
const SCALAR_FOLLOWS = '\x1f'
/** Lexemes that stand for no character of the text. */
const SIGNS = new Set(['\x02', '\x18', SCALAR_FOLLOWS])

/** @returns the comments in the order of the text, without line ends. */
export function commentsIn(text: string): readonly Span[] {
  const comments: Span[] = []
  let at = 0
  let isScalar = false
  for (const lexeme of new Lexer().lex(text)) {
    if (!isScalar && lexeme.startsWith('#')) comments.push({ start: at, end: at + lexeme.trimEnd().length })
    const isSign: boolean = !isScalar && SIGNS.has(lexeme)
    isScalar = isSign && lexeme === SCALAR_FOLLOWS
    if (!isSign) at += lexeme.length
  }
  return comments
}
