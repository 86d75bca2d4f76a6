import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { PolicyctlError } from '../../src/diagnostic/policyctl-error.ts'
import { makePlan } from '../../src/plan/make-plan.ts'
import { planFileText } from '../../src/plan/plan-file.ts'
import { parsePlan } from '../../src/plan/read-plan-file.ts'
import { planInput } from '../support/builders/plan-input.ts'
import { spec } from '../support/builders/specs.ts'
import { runs } from '../support/suite/soak.ts'

const { plan } = makePlan(
  planInput({ files: { p: spec('allow'), q: spec('deny') }, now: { p: spec('allow GET'), r: spec('ask') } }),
)
const text = planFileText(plan)

type Edit = (plan: ReturnType<typeof editable>) => unknown
const editable = () => JSON.parse(text)

function codeOf(broken: string): string {
  try {
    parsePlan(broken, 'plan.json')
    return 'none'
  } catch (error) {
    expect(error).toBeInstanceOf(PolicyctlError)
    return error instanceof PolicyctlError ? `${error.code}: ${error.message}` : ''
  }
}

test('what was written is what is read', () => {
  expect(parsePlan(text, 'plan.json')).toEqual(plan)
})

describe('a plan file that is not what plan wrote', () => {
  test.each<[string, Edit, string]>([
    [
      'another format',
      (p) => {
        p.formatVersion = 2
      },
      'plan-format: plan.json has format version 2, and this policyctl reads 1',
    ],
    [
      'a name that travels',
      (p) => {
        p.steps[0].policy = '../agents'
      },
      'plan-invalid: plan.json is not a plan: /steps/0/policy must match pattern',
    ],
    [
      'an encoded name',
      (p) => {
        p.phases[0].writes[0].policy = '%2e%2e'
      },
      'plan-invalid: plan.json is not a plan: /phases/0/writes/0/policy must match pattern',
    ],
    [
      'a field too many',
      (p) => {
        p.steps[0].force = true
      },
      'plan-invalid: plan.json is not a plan: /steps/0 must NOT have additional properties',
    ],
    [
      'a field missing',
      (p) => {
        delete p.blocked
      },
      "plan-invalid: plan.json is not a plan: it must have required property 'blocked'",
    ],
    [
      'another spec',
      (p) => {
        p.steps[0].after = spec('allow')
      },
      'plan-edited: plan.json contradicts itself: a fingerprint of q is not that of its spec',
    ],
    [
      'an action that is none',
      (p) => {
        p.steps[0].action = 'update'
      },
      'plan-edited: plan.json contradicts itself: the step of q is not a valid update',
    ],
    [
      'two steps for a policy',
      (p) => {
        p.steps.push(p.steps[0])
      },
      'plan-edited: plan.json contradicts itself: it has two steps for q',
    ],
    [
      'steps taken out',
      (p) => {
        p.steps = []
      },
      'plan-edited: plan.json contradicts itself: its summary says',
    ],
    [
      'a write that no step names',
      (p) => {
        p.phases[0].writes[0].policy = 'other'
      },
      'plan-edited: plan.json contradicts itself: it writes other, which none of its steps names',
    ],
  ])('%s', (_what, edit, expected) => {
    const copy = editable()
    edit(copy)
    expect(codeOf(JSON.stringify(copy))).toContain(expected)
  })

  test.each<[string, string]>([
    ['nothing', ''],
    ['HTML', '<html><body>502</body></html>'],
    ['a list', '[]'],
    ['null', 'null'],
    ['cut off', text.slice(0, text.length / 2)],
    ['nested', text.replace('"permission"', `"x":${'['.repeat(5000)}${']'.repeat(5000)},"permission"`)],
    ['__proto__', text.replace('"formatVersion"', '"__proto__":{"formatVersion":1},"nonsense"')],
  ])('%s: plan-invalid', (_what, broken) => {
    expect(codeOf(broken)).toMatch(/^plan-invalid: /)
  })
})

test('whatever is in the file, it is read or refused with a code', () => {
  const paths = pathsOf(plan)
  fc.assert(
    fc.property(fc.constantFrom(...paths), fc.jsonValue(), (path, value) => {
      const copy = editable()
      put(copy, path, value)
      expect(codeOf(JSON.stringify(copy))).toMatch(/^(none$|plan-invalid: |plan-edited: |plan-format: )/)
    }),
    { numRuns: runs(500, 20_000) },
  )
  fc.assert(
    fc.property(fc.string(), (any) => {
      expect(codeOf(any)).toMatch(/^plan-/)
    }),
  )
})

type Path = readonly string[]

function pathsOf(value: unknown, path: Path = []): readonly Path[] {
  if (typeof value !== 'object' || value === null) return [path]
  return [path, ...Object.entries(value).flatMap(([key, child]) => pathsOf(child, [...path, key]))].filter(
    ({ length }) => length > 0,
  )
}

function put(target: Record<string, unknown>, path: Path, value: unknown): void {
  const [key = '', ...rest] = path
  if (rest.length === 0) target[key] = value
  else put(target[key] as Record<string, unknown>, rest, value)
}
