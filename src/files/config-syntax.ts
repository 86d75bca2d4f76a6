/** Reads the YAML of a config, with places. It describes faults without quoting the text. */

import { grouped } from '../diagnostic/count.ts'
import { duplicateKeys } from '../parse/duplicate-keys.ts'
import { type Node, nearestNode, nodeValue, type Span } from '../parse/node.ts'
import { readDocuments } from '../parse/parse-policy-file.ts'
import type { Problem } from '../parse/problem.ts'
import { MAX_DEPTH } from '../parse/problem.ts'
import { MAX_TOKENS } from '../parse/read-yaml.ts'
import { MAX_ALIASED_NODES } from '../parse/yaml-nodes.ts'
import type { ConfigFault } from './config-fault.ts'

export interface ConfigText {
  readonly value: unknown
  /** Finds the place of a setting, or of its nearest ancestor. */
  spanOf(path: ConfigFault['path']): Span
}

export interface SyntaxFault extends Omit<ConfigFault, 'path'> {
  readonly span: Span
}

const START: Span = { start: 0, end: 0 }

/** Reads a config; depth, size and aliases are limited. */
export function readConfigText(text: string): ConfigText | SyntaxFault {
  const { documents, problems } = readDocuments({ file: 'policyctl.yaml', text })
  const [root, second] = documents
  const [problem] = root === undefined ? problems : [...problems, ...duplicateKeys(root)]
  if (problem !== undefined) return { ...wordsFor(problem), span: problem }
  if (second !== undefined)
    return { message: 'holds a second document', hint: 'keep one: delete the --- between them', span: second }
  // An empty file is a config without settings.
  const value = (root === undefined ? null : nodeValue(root)) ?? { version: 1 }
  return { value, spanOf: (path) => (root === undefined ? START : placeIn(root, path)) }
}

function placeIn(root: Node, path: ConfigFault['path']): Span {
  return nearestNode(root, path)
}

/** Words for a problem. The parser's own words quote the text, and a file that is no config may have secrets in it. */
function wordsFor({ check, message, hint }: Problem): Omit<SyntaxFault, 'span'> {
  switch (check) {
    case 'too-deep':
      return {
        message: `is nested more than ${MAX_DEPTH} levels deep`,
        hint: 'a config needs 6 levels: remove the others',
      }
    case 'too-large':
      return {
        message: `has more than ${grouped(MAX_TOKENS)} words and signs`,
        hint: 'a config is a page or two: delete what does not belong in it',
      }
    case 'alias-bomb':
      return {
        message: `has aliases that expand to more than ${grouped(MAX_ALIASED_NODES)} values`,
        hint: 'write the settings out instead of repeating them through aliases',
      }
    case 'unresolved-alias':
      return {
        message: 'has an alias without an anchor before it',
        hint: 'put the value in quotes if a * was meant',
      }
    case 'duplicate-key':
      return {
        message: 'has a setting twice',
        hint: 'keep one of them: readers disagree on which one counts',
      }
    default:
      return { message: `is YAML that cannot be read: ${kindOf(message)}`, hint }
  }
}

const KINDS: readonly (readonly [RegExp, string])[] = [
  [/missing closing/i, 'a quote is not closed'],
  [/end with a [\]}]/i, 'a bracket is not closed'],
  [/plain value cannot start/i, 'a value starts with a character that means something else to YAML'],
  [/control character/i, 'there is a control character'],
  [/\btabs?\b/i, 'a line is indented with a tab'],
  [
    /nested mappings|implicit (?:map )?keys?|indent|same column|compact/i,
    'the indentation is off, or a value holds a colon',
  ],
  [/escape/i, 'there is an escape that YAML does not have'],
  [/\btag\b/i, 'there is a tag, and settings have none'],
  [/%YAML|directive/i, 'there is a line that starts with %'],
]

function kindOf(message: string): string {
  return (
    KINDS.find(([pattern]) => pattern.test(message))?.[1] ??
    'something is in a place where YAML does not allow it'
  )
}
