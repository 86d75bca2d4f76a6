/**
 * Writes a policy file from translated words. The words stand in it as a comment,
 * so that a reviewer sees what was asked for. They are untrusted, and must never
 * become anything but a comment.
 */

import { isTextEverywhere } from '../parse/ambiguous-scalar.ts'
import { inCanonicalLayout } from '../parse/format-policy-file.ts'
import type { Route, Rule, Spec } from '../policy/policy.ts'
import { printable } from '../words/printable.ts'

export interface ScaffoldInput {
  readonly name: string
  /** The words that were translated. */
  readonly words: string
  readonly rules: readonly Partial<Rule>[]
  /** The resource for rules without one; null: not given. */
  readonly resource: string | null
  /** Groups that approve; empty: people fill them in later. */
  readonly approvers: readonly string[]
  /** Path of the schema from the file's folder; null: it cannot be resolved. */
  readonly schema: string | null
}

export interface Scaffold {
  readonly text: string
  readonly spec: Spec
}

const LONGEST_LINE = 96

export function scaffoldPolicy(input: ScaffoldInput): Scaffold {
  const rules = input.rules.map((rule) => completed(rule, input.resource))
  const asks = rules.some(({ permission }) => permission === 'approval_required')
  const approvals: readonly Route[] = asks ? [routeFor(input)] : []
  const spec = { policies: rules, ...(asks ? { approvals } : {}) }
  const lines = [
    ...headerLines(input),
    `name: ${scalar(input.name)}`,
    'spec:',
    '  policies:',
    ...rules.flatMap(ruleLines),
    ...(asks ? ['  approvals:', ...approvals.flatMap(routeLines)] : []),
  ]
  return { text: inCanonicalLayout('policy.yaml', `${lines.join('\n')}\n`), spec }
}

/** Completes a rule. A permission that was not understood becomes a deny. */
function completed(
  { permission, operations, resource, tags }: Partial<Rule>,
  otherwise: string | null,
): Rule {
  const pattern = resource === undefined || resource === '' ? otherwise : resource
  return {
    permission: permission ?? 'deny',
    ...(operations === undefined || operations.length === 0 ? {} : { operations }),
    ...(pattern === null ? {} : { resource: pattern }),
    ...(tags === undefined || tags.length === 0 ? {} : { tags }),
  }
}

/** Without groups nobody can approve; lint reports that until they are filled in. */
function routeFor({ name, approvers }: Pick<ScaffoldInput, 'name' | 'approvers'>): Route {
  return {
    name: `${name}-approvals`,
    approvers: { groups: approvers },
    defaultDuration: '1h',
    delivery: { fallbackToUI: true },
  }
}

function headerLines({ words, schema }: ScaffoldInput): readonly string[] {
  const modeline = schema === null ? [] : [`# yaml-language-server: $schema=${schema}`]
  const quoted = words.split(/\r\n|[\n\r\u0085\u2028\u2029]/).flatMap(wrapped)
  // '>' also keeps the words from being read as a directive to an editor or to lint.
  return [
    ...modeline,
    '# Translated from the text below; read every line before you apply it.',
    ...quoted.map((line) => `# > ${line}`.trimEnd()),
  ]
}

function wrapped(line: string): readonly string[] {
  const lines = ['']
  for (const word of printable(line).split(' ')) {
    const last = lines.at(-1) ?? ''
    if (last !== '' && last.length + word.length >= LONGEST_LINE) lines.push(word)
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`
  }
  return lines
}

function ruleLines({ permission, operations, resource, tags }: Rule): readonly string[] {
  return [
    `    - permission: ${permission}`,
    ...(operations === undefined ? [] : [`      operations: ${flow(operations)}`]),
    ...(resource === undefined ? [] : [`      resource: ${scalar(resource)}`]),
    ...(tags === undefined ? [] : [`      tags: ${flow(tags)}`]),
  ]
}

function routeLines({ name, approvers, defaultDuration, delivery }: Route): readonly string[] {
  const groups = approvers?.groups ?? []
  return [
    `    - name: ${scalar(name ?? '')}`,
    `      approvers: { groups: ${flow(groups)} }${groups.length === 0 ? ' # fill in: who may approve' : ''}`,
    `      defaultDuration: ${defaultDuration} # how long an approval lasts`,
    `      delivery: { fallbackToUI: ${delivery?.fallbackToUI} } # add connectors: [slack-…], mode: first_success`,
  ]
}

function flow(items: readonly string[]): string {
  return `[${items.map(scalar).join(', ')}]`
}

const PLAIN = /^[A-Za-z][\w./:*@%+~-]*(?<!:)$/

/** Writes a scalar plain if every YAML parser reads it as text, else in double quotes with invisible characters escaped. */
function scalar(text: string): string {
  if (PLAIN.test(text) && isTextEverywhere(text)) return text
  const unseen = /[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu
  return JSON.stringify(text).replace(unseen, (character) => {
    const units = Array.from({ length: character.length }, (_, index) => character.charCodeAt(index))
    return units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('')
  })
}
