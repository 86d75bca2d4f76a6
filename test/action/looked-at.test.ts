/** What is looked at is what is named: the newest push, merged; or the head, from where it left its base. */
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { actionWorld } from '../support/action/action-world.ts'
import { commitFiles, git } from '../support/git/git.ts'
import { folderWith } from '../support/suite/folder.ts'

// Each run is a process of its own: on a machine that is busy with other tests that adds up.

const config = (endpoint: string, more = ''): string =>
  `version: 1\ntargets: { production: { endpoint: "${endpoint}" } }\n${more}`
const policy = (name: string, operation: string): string =>
  `name: ${name}\nspec:\n  policies:\n    - { permission: allow, operations: [${operation}], resource: "https://api.example.com/${name}/*" }\n`
const files = (endpoint: string) => ({
  'policyctl.yaml': config(endpoint),
  'policies/a.yaml': policy('a', 'GET'),
})

test('the test merge of an earlier push: fails, and shows nothing under the new commit', async () => {
  const world = await actionWorld({ files })
  const pull = world.open(7)
  const first = pull.commit({ 'README.md': 'harmless\n' })
  await pull.run()
  pull.commit({ 'policies/a.yaml': policy('a', 'POST') })
  const stale = await pull.run({ checkout: { stale: first } })
  expect(stale.status).toBe(4)
  expect(stale.log).toContain('action-checkout')
  expect(world.state.comments).toHaveLength(1)
  expect(world.state.comments[0]?.body).not.toContain(pull.head().slice(0, 7))
  expect(world.state.comments[0]?.body).not.toContain('POST')
})

test('the head alone, behind main: what main gained is not deleted by it, and the comment says what it is', async () => {
  const world = await actionWorld({ files })
  const pull = world.open(7, { inputs: { command: 'lint test diff' } })
  pull.commit({ 'policies/a.yaml': policy('a', 'HEAD') })
  const other = world.clone()
  commitFiles(other, { 'policies/b.yaml': policy('b', 'GET') })
  git(other, 'push', '-q', 'origin', 'HEAD:main')
  for (const depth of [1, 50]) {
    const result = await pull.run({ checkout: 'head', depth })
    expect(result.status).toBe(0)
    expect(result.summary).toContain('looked at the **head alone**, which lacks 1 commit of `main`')
    expect(result.summary).toContain('`HEAD https://api.example.com/a/*`')
    expect(result.summary).not.toContain('/b/')
  }
})

test('into a branch with a looser config: said first, and who judges; the same head into main gets looser', async () => {
  const world = await actionWorld({
    files: (endpoint) => ({
      'policyctl.yaml': config(endpoint, 'safety: { protect: [a] }\n'),
      'policies/a.yaml': policy('a', 'GET'),
    }),
  })
  const other = world.clone()
  commitFiles(other, { 'policyctl.yaml': config(world.endpoint) })
  git(other, 'push', '-q', 'origin', 'HEAD:refs/heads/loose')
  const pull = world.open(7, { base: 'loose' })
  const loose = await pull.push({ 'policies/a.yaml': policy('a', 'GET, HEAD') })
  expect(loose.status).toBe(0)
  expect(world.state.comments[0]?.body).toMatch(
    /^<!--.*\n## 🔺 production: judged by a looser `loose`.*\n\n> \[!CAUTION\]\n> \*\*This pull request goes into `loose`, not into `main`\.\*\*/,
  )
  expect(world.state.comments[0]?.body).toContain('`safety.protect`: a is no longer protected')
  expect(world.state.comments[0]?.body).toContain(
    'judged by <code>policyctl&#46;yaml</code> of <code>loose</code>',
  )
  // Somebody sends it into main: the event is `edited`, and it is judged anew.
  pull.retarget('main')
  await pull.run()
  const body = world.state.comments.find(({ isMinimized }) => !isMinimized)?.body
  expect(body).toContain('policyctl.yaml gets looser')
  expect(body).not.toContain('goes into')
})

test('merged with the base branch of before: another branch would judge it, so the run fails', async () => {
  const world = await actionWorld({
    files: (endpoint) => ({
      'policyctl.yaml': config(endpoint, 'safety: { protect: [a] }\n'),
      'policies/a.yaml': policy('a', 'GET'),
    }),
  })
  const other = world.clone()
  commitFiles(other, { 'policyctl.yaml': config(world.endpoint) })
  git(other, 'push', '-q', 'origin', 'HEAD:refs/heads/loose')
  const pull = world.open(7, { base: 'loose' })
  expect((await pull.push({ 'policies/a.yaml': policy('a', 'GET, HEAD') })).status).toBe(0)
  pull.retarget('main')
  const comments = world.state.comments.map(({ body }) => body)
  const stale = await pull.run({ merged: 'loose' })
  expect(stale.status).toBe(4)
  expect(stale.log).toMatch(/action-checkout: #7 is merged with [0-9a-f]{7} here, which is not on main/)
  expect(world.state.comments.map(({ body }) => body)).toEqual(comments)
  // main has moved on since the merge: that is no other branch.
  const more = world.clone()
  commitFiles(more, { 'README.md': 'more' })
  const before = git(more, 'rev-parse', 'HEAD~1')
  git(more, 'push', '-q', 'origin', 'HEAD:main', `${before}:refs/heads/then`)
  expect((await pull.run({ merged: 'then', depth: 2 })).log).not.toContain('action-checkout')
})

test.each(['lint', 'test', 'lint test'])(
  'command %s compares no access, and does not say that it stays',
  async (command) => {
    const world = await actionWorld({ files })
    const pull = world.open(7)
    const result = await pull.push({ 'policies/a.yaml': policy('a', 'POST') }, { inputs: { command } })
    expect(result).toMatchObject({ status: 0, outputs: { direction: '' } })
    for (const text of [result.summary, world.state.comments[0]?.body ?? '']) {
      expect(text).toContain('access was not compared')
      expect(text).not.toMatch(/no change of access|nothing changes|access stays/)
    }
  },
)

test('a change that moves the policies is planned where they are, under the guards of the base', async () => {
  const world = await actionWorld({ files })
  await world.onMain(world.main(), { command: 'apply' })
  const pull = world.open(7)
  const moved = await pull.push({
    'policyctl.yaml': config(world.endpoint, 'policies: rules\n'),
    'rules/a.yaml': policy('a', 'GET, HEAD'),
  })
  expect(moved).toMatchObject({ status: 0, outputs: { updates: '1', deletes: '0' } })
  expect(world.state.comments[0]?.body).toContain('`HEAD https://api.example.com/a/*`')
  const merged = pull.merge()
  expect(await world.onMain(merged, { command: 'apply' })).toMatchObject({
    status: 0,
    outputs: { updates: '1' },
  })
})

test('a finding that the pull request silences beside its rule is told, an error first', async () => {
  const ignored = (line: string): string =>
    policy('b', 'DELETE').replace('    - {', `    # policyctl-ignore ${line}\n    - {`)
  const world = await actionWorld({
    files: (endpoint) => ({
      'policyctl.yaml': config(endpoint, 'checks: { write-without-approval: error }\n'),
      'policies/a.yaml': policy('a', 'GET'),
      'policies/b.yaml': policy('b', 'DELETE'),
      'policies/c.yaml': ignored('write-without-approval: known')
        .replaceAll('/b/', '/c/')
        .replace('name: b', 'name: c'),
    }),
  })
  const inputs = { command: 'lint diff' }
  const pull = world.open(7, { inputs })
  const silent = await pull.push({ 'policies/b.yaml': ignored('write-without-approval: I say so') })
  expect(silent.status).toBe(0)
  const body = world.state.comments[0]?.body ?? ''
  expect(body).toMatch(/^<!--.*\n## ⚠️ 1 error silenced\n/)
  expect(body).toContain('> **This pull request silences 1 error** with a comment (`policyctl-ignore`):')
  expect(body).toContain('Lint **clean**, **1 silenced** here')
  expect(body).toContain('silenced here: error `write-without-approval`: this allows DELETE')
  expect(body).not.toContain('policies/c.yaml')
  // A warning is no alarm, and no silence.
  const other = world.open(8, { inputs })
  await other.push({
    'policies/a.yaml': policy('a', 'GET')
      .replace('    - {', '    # policyctl-ignore cleartext-http: no\n    - {')
      .replace('https:', 'http:'),
  })
  const calm = world.state.comments.at(-1)?.body ?? ''
  expect(calm).toContain('**1 silenced** here')
  expect(calm).not.toContain('error silenced')
})

test('a project that the pull request adds below another one: its errors are seen', async () => {
  const world = await actionWorld({ files })
  const pull = world.open(7, { inputs: { 'working-directory': 'infra', targets: 'elsewhere' } })
  const result = await pull.push({
    'infra/policyctl.yaml': `version: 1\ntargets: { elsewhere: { endpoint: "${world.endpoint}" } }\n`,
    'infra/policies/x.yaml': 'name: x\nspec: { policies: [{ permission: perhaps }] }\n',
  })
  expect(result.status).toBe(1)
  expect(result.summary).toContain('infra/policies/x.yaml')
  expect(result.summary).not.toMatch(/nothing changes|lint \*\*clean/)
})

test('a config that is a link out of the project: nothing of the file is told', async () => {
  const secret = join(folderWith({ token: 'ghs_marker_of_the_runner\n' }), 'token')
  const world = await actionWorld({ files })
  const pull = world.open(7)
  pull.link('policyctl.yaml', secret)
  const result = await pull.run()
  expect(result.status).not.toBe(0)
  const told = [result.log, result.summary, ...world.state.comments.map(({ body }) => body)].join('\n')
  expect(told).not.toContain('ghs_marker')
})
