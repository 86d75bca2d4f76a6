/** Writes a scalar in the wanted quotes, or in double quotes if those cannot hold it. */
import { parseDocument } from 'yaml'
import { isTextEverywhere } from '../parse/ambiguous-scalar.ts'
import { escapeHidden } from '../parse/hidden-characters.ts'
import type { Quote, Style } from './style.ts'

export interface ScalarPlace {
  readonly quote: Quote
  /** True inside brackets or braces, where a comma or a bracket ends a plain scalar. */
  readonly isFlow: boolean
  readonly isJson: boolean
}

export function scalarText(value: string | number | boolean | null, place: ScalarPlace): string {
  if (typeof value !== 'string' || place.isJson) return JSON.stringify(value)
  if (place.quote === 'plain' && isPlain(value, place.isFlow)) return value
  const single = `'${value.replaceAll("'", "''")}'`
  if (place.quote === 'single' && reads(single, value, place.isFlow)) return single
  return doubleQuoted(value)
}

export function keyText(key: string, { isJson, keyQuote }: Style, isFlow: boolean): string {
  return scalarText(key, { quote: keyQuote, isFlow, isJson })
}

function isPlain(value: string, isFlow: boolean): boolean {
  return isTextEverywhere(value) && (USUAL.test(value) || reads(value, value, isFlow))
}

/** Methods, URLs, names: no character of them has a meaning in YAML, so they need no reading back. */
const USUAL = /^[A-Za-z][\w./*-]*(?::\/\/[\w./*-]*)?$/

/** Tells whether the YAML reader gives the value back for this text. */
function reads(text: string, value: string, isFlow: boolean): boolean {
  if (/[^\P{C}]|\s$|^\s|[\u2028\u2029]/u.test(value)) return false
  const document = parseDocument(isFlow ? `{a: [${text}, b]}` : `a:\n  - b: ${text}\n`, {
    logLevel: 'silent',
  })
  if (document.errors.length > 0 || document.warnings.length > 0) return false
  return (
    JSON.stringify(valueIn(document)) === JSON.stringify(isFlow ? { a: [value, 'b'] } : { a: [{ b: value }] })
  )
}

function valueIn(document: ReturnType<typeof parseDocument>): unknown {
  try {
    return document.toJS()
  } catch {
    return null
  }
}

function doubleQuoted(value: string): string {
  return escapeHidden(JSON.stringify(value))
}
