/**
 * Writes as much of XML 1.0 as a report needs: elements, attributes, text. A strict
 * parser reads every text unchanged, except that characters which XML forbids become
 * U+FFFD, and user names of URLs are removed.
 */
import { hiddenUserinfo } from '../policy/userinfo.ts'

export interface XmlElement {
  readonly name: string
  readonly attributes: Readonly<Record<string, string | number>>
  /** A text is written without added spaces. */
  readonly content: string | readonly XmlElement[]
}

/** The whole document, with a line for each element. */
export function xmlDocument(root: XmlElement): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${elementText(root, '')}\n`
}

function elementText({ name, attributes, content }: XmlElement, indent: string): string {
  const words = [
    name,
    ...Object.entries(attributes).map(([key, value]) => `${key}="${escaped(String(value))}"`),
  ]
  const head = `${indent}<${words.join(' ')}`
  if (content.length === 0) return `${head}/>`
  if (typeof content === 'string') return `${head}>${escaped(content, '\n')}</${name}>`
  const children = content.map((child) => elementText(child, `${indent}  `))
  return `${head}>\n${children.join('\n')}\n${indent}</${name}>`
}

/** The characters that XML 1.0 forbids. */
const NOT_XML = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu

const NAMED: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** Escapes markup, and characters that a terminal would interpret or not show, as character references, which parsers read as the same text. */
function escaped(text: string, kept = ''): string {
  return hiddenUserinfo(text)
    .replace(NOT_XML, '\uFFFD')
    .replace(/[&<>"\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) =>
      character === kept ? character : (NAMED[character] ?? reference(character)),
    )
}

function reference(character: string): string {
  return `&#x${(character.codePointAt(0) ?? 0).toString(16)};`
}
