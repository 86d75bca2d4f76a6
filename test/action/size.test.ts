/** Many targets, many policies: still one comment that can be read. */
import { marked } from 'marked'
import { expect, test } from 'vitest'
import { actionWorld } from '../support/action/action-world.ts'
import { emulator } from '../support/servers/emulator.ts'

// Each run is a process of its own: on a machine that is busy with other tests that adds up.

const policy = (name: string, host: string): string =>
  `name: ${name}\nspec:\n  policies:\n    - { permission: allow, operations: [GET], resource: "https://${host}/*" }\n`

test('300 changed policies: under the limit, folds closed, the most permissive first', async () => {
  const names = Array.from({ length: 300 }, (_, index) => `policy-${String(index).padStart(3, '0')}`)
  const long = (index: number): string => `${'x'.repeat(60)}-${index}.${'y'.repeat(60)}.example.com`
  const world = await actionWorld({
    files: (endpoint) => ({
      'policyctl.yaml': `version: 1\ntargets: { production: { endpoint: "${endpoint}" } }\n`,
      ...Object.fromEntries(names.map((name, index) => [`policies/${name}.yaml`, policy(name, long(index))])),
    }),
  })
  const changed = names.map((name, index) => {
    const text = policy(name, index === 150 ? 'api.example.com' : long(index))
    return [
      `policies/${name}.yaml`,
      index === 150 ? text.replace('[GET]', '[DELETE]') : text.replace('[GET]', '[GET, HEAD]'),
    ]
  })
  const result = await world.open(7).push(Object.fromEntries(changed))
  expect(result).toMatchObject({ status: 0, outputs: { creates: '300' } })
  const body = world.state.comments[0]?.body ?? ''
  expect(body.length).toBeLessThan(65_536)
  expect(body.match(/<details>/g)?.length).toBe(body.match(/<\/details>/g)?.length)
  expect(body).toContain('`DELETE https://api.example.com/*` with **no human**')
  expect(body).toMatch(/more in \[the full report\]/)
  expect(marked.parse(body)).not.toMatch(/&lt;\/?details/)
  for (const name of names) expect(result.summary).toContain(name)
})

test('three targets: equal changes once, what differs with its place', async () => {
  const others = await Promise.all([
    emulator(),
    emulator({
      data: {
        formatVersion: 1,
        policies: [
          {
            name: 'a',
            spec: {
              policies: [{ permission: 'allow', operations: ['GET'], resource: 'https://api.example.com/*' }],
            },
          },
        ],
      },
    }),
  ])
  const [staging, dev] = others.map(({ url }) => `${url}/api/v1`)
  const world = await actionWorld({
    files: (endpoint) => ({
      'policyctl.yaml': `version: 1\ntargets:\n  production: { endpoint: "${endpoint}" }\n  staging: { endpoint: "${staging}" }\n  dev: { endpoint: "${dev}" }\n`,
    }),
  })
  const pull = world.open(7, { inputs: { targets: 'production, staging\ndev,production' } })
  const result = await pull.push({ 'policies/a.yaml': policy('a', 'api.example.com') })
  expect(result).toMatchObject({ status: 0, outputs: { creates: '2', changes: '2' } })
  expect(result.outputs['plan-path']?.split('\n')).toHaveLength(3)
  const body = world.state.comments[0]?.body ?? ''
  expect(body).toMatch(
    /^## 🔺 production, staging and dev: 1 policy allows more \(production and staging only\)$/m,
  )
  expect(body.match(/\[!CAUTION\]/g)).toHaveLength(1)
  // dev has the policy already.
  expect(body).toMatch(/^> - `a`: live already, .* a missing file deletes the live policy \(dev only\)$/m)
  expect(body).toContain('dev **no writes, 1 to take over**')
})
