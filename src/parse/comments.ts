/** Finds the comments of a YAML text. A '#' within quotes or a block of text starts none. */
import { Lexer } from 'yaml'
import type { Span } from './node.ts'

/** How the lexer announces a scalar, whose text may start with anything. */
const SCALAR_FOLLOWS = '\x1f'
/** The lexer's own signs, which stand for no character of the text. */
const SIGNS = new Set(['\x02', '\x18', SCALAR_FOLLOWS])

/** In the order of the text, without line ends. */
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
