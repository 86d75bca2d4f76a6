/**
 * The complete YAML 1.2 reader, for texts that the fast one declines.
 * It limits work and memory before they are spent: the nesting during parsing,
 * since composing recurses; the number of tokens, since composing each costs
 * microseconds; the aliases while they are resolved.
 */

import { Composer, type CST, type Document, Lexer, Parser } from 'yaml'
import { grouped } from '../diagnostic/count.ts'
import { MAX_DEPTH, type Problem, type Reading, tooDeep } from './problem.ts'
import { nodesOf } from './yaml-nodes.ts'

/** About 700 KiB of a policy in the usual layout; some three seconds at the worst. */
export const MAX_TOKENS = 250_000
/** Each level of a document takes two places on the parser's stack: the collection, and its item or value. */
const MAX_STACK = 2 * MAX_DEPTH
/** More syntax problems of one file would not help anybody. */
const MAX_SYNTAX_PROBLEMS = 20

/** YAML 1.2 allows no control characters but tab, line feed, carriage return and NEL. */
const CONTROL = /[^\P{Cc}\t\n\r\x85]/u

/** YAML ends a line here; the parser does not, and would take what follows for a part of a comment, say. */
const BARE_RETURN = /\r(?!\n)/

interface Tokens {
  readonly tokens: readonly CST.Token[]
  readonly problem: Problem | null
}

export function readYaml(text: string): Reading {
  const control = CONTROL.exec(text)
  if (control !== null) return { documents: [], problems: [controlCharacter(control)] }
  const bareReturn = BARE_RETURN.exec(text)
  if (bareReturn !== null) return { documents: [], problems: [bareReturnAt(bareReturn.index)] }
  const { tokens, problem } = tokensOf(text)
  if (problem !== null) return { documents: [], problems: [problem] }
  const composer = new Composer({ uniqueKeys: false, logLevel: 'silent', prettyErrors: false })
  const documents = [...composer.compose(tokens, false, text.length)]
  const syntax = tabsOnce(documents.flatMap((document) => syntaxProblems(document, text)))
  if (syntax.length > 0) return { documents: [], problems: syntax.slice(0, MAX_SYNTAX_PROBLEMS) }
  const readings = documents.map(nodesOf)
  const problems = readings.flatMap((reading) => reading.problems)
  return { documents: problems.length > 0 ? [] : readings.flatMap(({ node }) => node ?? []), problems }
}

function bareReturnAt(start: number): Problem {
  return {
    check: 'unreadable-yaml',
    message: 'a line ends with a carriage return (CR) alone, which readers of YAML take in different ways',
    hint: 'save the file with line feeds (LF, or CRLF) at the ends of its lines',
    start,
    end: start + 1,
  }
}

function controlCharacter({ 0: character, index: start }: RegExpExecArray): Problem {
  return {
    check: 'unreadable-yaml',
    message: `YAML does not allow the control character U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`,
    hint: 'delete it',
    start,
    end: start + 1,
  }
}

function tokensOf(text: string): Tokens {
  const parser = new Parser()
  const tokens: CST.Token[] = []
  let count = 0
  for (const lexeme of new Lexer().lex(text)) {
    const at = parser.offset
    for (const token of parser.next(lexeme)) tokens.push(token)
    if (parser.stack.length > MAX_STACK) return stopped(tooDeep({ start: at, end: at + lexeme.length }))
    if (++count > MAX_TOKENS) return stopped(tooMuch(at))
  }
  for (const token of parser.end()) tokens.push(token)
  return { tokens, problem: null }
}

function stopped(problem: Problem): Tokens {
  return { tokens: [], problem }
}

function tooMuch(start: number): Problem {
  return {
    check: 'too-large',
    message: `more than ${grouped(MAX_TOKENS)} tokens of YAML in one file`,
    hint: 'split it: one policy per file is also easier to review',
    start,
    end: start + 1,
  }
}

function syntaxProblems(document: Document.Parsed, text: string): readonly Problem[] {
  // The composer's warnings (an unknown tag) are faults here: such a node has no reliable meaning.
  const faults = [...document.errors, ...document.warnings].map(({ message, pos: [start, end] }) => ({
    check: 'unreadable-yaml',
    message: `this YAML cannot be read: ${lowerFirst(message)}`,
    hint: hintFor(message, text.slice(start, end)),
    start: Math.min(start, text.length),
    end: Math.min(Math.max(start, end), text.length),
  }))
  return document.directives.yaml.version === '1.2' ? faults : [...faults, oldVersion(document)]
}

/** Reports tabs once, since an author who indents with tabs does so on every line. */
function tabsOnce(problems: readonly Problem[]): readonly Problem[] {
  const isTab = ({ message }: Problem): boolean => /tabs are not allowed/i.test(message)
  const first = problems.find(isTab)
  return problems.filter((problem) => problem === first || !isTab(problem))
}

function oldVersion({ directives, range }: Document.Parsed): Problem {
  return {
    check: 'unreadable-yaml',
    message: `%YAML ${directives.yaml.version}: policies are read as YAML 1.2, where yes and no are text`,
    hint: 'remove the %YAML line',
    start: range[0],
    end: range[0],
  }
}

function lowerFirst(message: string): string {
  return message.charAt(0).toLowerCase() + message.slice(1)
}

function hintFor(message: string, source: string): string {
  if (/plain value cannot start with/i.test(message) || source.startsWith('*'))
    return "put the value in quotes: '*' and '@' mean something else to YAML"
  if (/tab/i.test(message)) return 'indent with spaces'
  const [word] = /^[\w-]+(?=\r?\n|$)/.exec(source) ?? []
  if (/implicit key/i.test(message) && word !== undefined)
    return `a key needs a colon: write ${word}: here, if ${word} is a key`
  if (/nested mappings|implicit key/i.test(message))
    return 'check the indentation, and quote values that have a colon before a blank'
  return 'fix the syntax here'
}
