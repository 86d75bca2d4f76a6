import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { movesOf } from '../../src/lint/rule-moves.ts'
import { runInProcess } from '../support/run/run-in-process.ts'
import { folderWith } from '../support/suite/folder.ts'

const POLICY = `name: p
spec:
  policies:
    - { permission: allow, operations: [GET], resource: https://a.example/x/* }
    - { permission: allow, operations: [GET, HEAD], resource: https://a.example/* }
    - { permission: deny, operations: [DELETE], resource: https://a.example/* }
    - { permission: allow, operations: [GET], resource: https://b.example/* }
    - { permission: allow, operations: [HEAD], resource: https://b.example/* }
`
const TESTS = `tests:
  - policies: [p]
    request: GET https://a.example/x/1
    expect: { decision: allow, because: p#0 } # the narrow one
  - request: DELETE https://a.example/
    expect: { decision: deny, because: "p#2" }
  - request: HEAD https://b.example/
    expect:
      decision: allow
      because: p#4
`

test('--fix leaves the rules that tests name true, though their numbers change', async () => {
  const cwd = folderWith({ 'policies/p.yaml': POLICY, 'policies/p.test.yaml': TESTS })
  expect((await runInProcess(['test'], { cwd })).status).toBe(0)
  const { status } = await runInProcess(['lint', '--fix'], { cwd })
  expect(status).toBe(0)
  expect(readFileSync(join(cwd, 'policies/p.test.yaml'), 'utf8')).toBe(
    TESTS.replace('"p#2"', '"p#1"').replace('p#4', 'p#2'),
  )
  expect(readFileSync(join(cwd, 'policies/p.yaml'), 'utf8')).not.toContain('/x/')
  expect(await runInProcess(['test'], { cwd })).toMatchObject({ status: 0 })
})

test('a rule that went for several: the one that decides the request of the test', async () => {
  const policy = `name: p
spec:
  policies:
    - { permission: allow, operations: [GET], resource: https://a.example/* }
    - { permission: allow, operations: [HEAD], resource: https://a.example/* } # apart
    - { permission: allow, operations: [GET, HEAD], resource: https://a.example/x/* }
`
  const tests = `tests:
  - policies: [p]
    request: HEAD https://a.example/x/1
    expect: { decision: allow, because: p#2 }
`
  const cwd = folderWith({ 'policies/p.yaml': policy, 'policies/p.test.yaml': tests })
  await runInProcess(['lint', '--fix'], { cwd })
  expect(readFileSync(join(cwd, 'policies/p.test.yaml'), 'utf8')).toBe(tests.replace('p#2', 'p#1'))
})

test('a name that cannot be rewritten: nothing is written', async () => {
  const tests = `tests:
  - policies: [p]
    name: &rule p#2
    request: DELETE https://a.example/
    expect: { decision: deny, because: *rule }
`
  const cwd = folderWith({ 'policies/p.yaml': POLICY, 'policies/p.test.yaml': tests })
  const { status } = await runInProcess(['lint', '--fix'], { cwd })
  expect(status).not.toBe(0)
  expect(readFileSync(join(cwd, 'policies/p.yaml'), 'utf8')).toBe(POLICY)
})

test('moves: what goes points at what it went for, what follows moves up', () => {
  const removed = [
    { policy: 'p', rule: 1, by: [3] },
    { policy: 'p', rule: 3, by: [4] },
  ]
  expect([...movesOf(5, removed).values()]).toEqual([[0], [2], [1], [2], [2]])
})
