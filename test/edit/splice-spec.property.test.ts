import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fieldChanges } from '../../src/change/field-changes.ts'
import { type Pair, pairRoutes, pairRules } from '../../src/change/pair-entries.ts'
import { spliceSpec } from '../../src/edit/splice-spec.ts'
import { nodeValue } from '../../src/parse/node.ts'
import { readDocuments } from '../../src/parse/parse-policy-file.ts'
import { isSameSpec } from '../../src/policy/canonical.ts'
import type { Spec } from '../../src/policy/policy.ts'
import { anyEditOf, anySpec, anyWriting, type WrittenPolicy } from './written-policy.ts'

const FILE = 'policies/x.yaml'

const anyCase = anySpec.chain((spec) =>
  fc.record({ spec: fc.constant(spec), written: anyWriting(spec), live: anyEditOf(spec) }),
)

interface Touched {
  /** Parts of the spec whose lines an edit may change. */
  readonly changed: ReadonlySet<string>
  /** Those of them that go, with what stands on their lines. */
  readonly gone: ReadonlySet<string>
}

function touched(before: Spec, after: Spec): Touched {
  const rules = pairRules(before, after).flatMap((pair) => touchedBy('rule', pair))
  const routes = pairRoutes(before, after).flatMap((pair) => touchedBy('route', pair))
  const lists = after.approvals === undefined ? ['gone all routes'] : []
  const moved = fieldChanges(before, after).filter(({ path }) => path === 'routes')
  const found = [...rules, ...routes, ...lists, ...moved.flatMap(({ path }) => [path, `moved ${path}`])]
  const gone = found.flatMap((part) => (part.startsWith('gone ') ? [part.slice('gone '.length)] : []))
  return { changed: new Set([...found, ...gone]), gone: new Set(gone) }
}

function touchedBy(kind: string, { before, after }: Pair): readonly string[] {
  if (before === null) return [`${kind}s`]
  const own = `${kind} ${before.index}`
  if (after === null) return [`${kind}s`, `gone ${own}`, `${own} anchored`]
  const keys = [...new Set([...before.texts.keys(), ...after.texts.keys()])]
  const differing = keys.filter((key) => before.texts.get(key) !== after.texts.get(key))
  return differing.flatMap((key) => {
    const left = membersOf(before.fields[key]).filter(
      (member) => !membersOf(after.fields[key]).includes(member),
    )
    const inner = left.map((member) => `gone ${own} ${key} ${member}`)
    return [
      `${own} any`,
      `${own} ${key}`,
      `${own} ${key} anchored`,
      ...(after.texts.has(key) ? inner : [`gone ${own} ${key}`]),
    ]
  })
}

/** Items of a list, fields of a map. */
function membersOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value
  return typeof value === 'object' && value !== null ? Object.keys(value) : []
}

function commentsIn(text: string): readonly string[] {
  return text.match(/# c\d+\./g) ?? []
}

function linesWithout(parts: ReadonlySet<string>, { lines }: WrittenPolicy): readonly string[] {
  return lines.filter(({ owners }) => !owners.some((owner) => parts.has(owner))).map(({ text }) => text)
}

function missing(expected: readonly string[], found: readonly string[]): readonly string[] {
  return expected.filter((text) => !found.includes(text))
}

/** Where the first field of a rule goes, the next one moves up to the dash. */
function undashed(line: string): string {
  return line.replace(/^( *)- (?=["a-z]\w+"?:)/i, '$1  ')
}

function meant(text: string, { document }: WrittenPolicy): Spec {
  const { documents, problems } = readDocuments({ file: FILE, text })
  expect(problems).toEqual([])
  const root = documents[document]
  return (root === undefined ? null : (nodeValue(root) as { spec: Spec }).spec) ?? { policies: [] }
}

describe('splicing a live spec into any writing', () => {
  const runs = { numRuns: 100 }

  test('gives the live spec when it is read again, and leaves what is no part of the difference', () => {
    fc.assert(
      fc.property(anyCase, ({ spec, written, live }) => {
        expect(isSameSpec(meant(written.text, written), spec)).toBe(true)
        const result = spliceSpec(written.text, { file: FILE, document: written.document, spec: live })
        if (result.kind !== 'spliced') throw new Error(JSON.stringify(result))
        expect(isSameSpec(meant(result.text, written), live)).toBe(true)
        const { changed, gone } = touched(spec, live)
        // A route whose anchor would come to stand below its alias goes and comes instead of moving.
        if (changed.has('moved routes') && /&a\d/.test(written.text)) return
        const comments = linesWithout(gone, written).flatMap(commentsIn)
        expect(missing(comments, commentsIn(result.text))).toEqual([])
        const lines = result.text.replace(/^\uFEFF/, '').split(written.newline)
        const kept = linesWithout(changed, written).map(undashed)
        expect(missing(kept, lines.map(undashed))).toEqual([])
        expect(lines.filter((line) => /[\r\n]/.test(line))).toEqual([])
      }),
      runs,
    )
  })

  test('a spec that means the same changes no byte', () => {
    const anySame = anySpec.chain((spec) =>
      fc.record({
        spec: fc.constant(spec),
        written: anyWriting(spec),
        order: fc.shuffledSubarray([...spec.policies], { minLength: spec.policies.length }),
      }),
    )
    fc.assert(
      fc.property(anySame, ({ spec, written, order }) => {
        const live = {
          ...spec,
          policies: order.map((rule) => ({ ...rule, tags: [...(rule.tags ?? [])].reverse() })),
        }
        const result = spliceSpec(written.text, { file: FILE, document: written.document, spec: live })
        expect(result).toEqual({ kind: 'spliced', text: written.text })
      }),
      runs,
    )
  })
})
