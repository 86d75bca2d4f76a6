import { describe, expect, test } from 'vitest'
import { PolicyctlError } from '../../src/diagnostic/policyctl-error.ts'
import { DEFAULT_CONFIG, parseConfig } from '../../src/files/config.ts'
import {
  type ChosenTarget,
  chooseTarget,
  endpointOf,
  type TargetSources,
} from '../../src/workbench/choose-target.ts'

const TARGETS = `version: 1
targets:
  dev: { embedded: .policyctl/dev.json }
  production: { endpoint: "https://acme.example/api/v1", apiKeyEnv: PROD_KEY }
`
const config = parseConfig(TARGETS, 'policyctl.yaml')
const defaultsTo = (name: string) => parseConfig(`${TARGETS}defaultTarget: ${name}\n`, 'policyctl.yaml')
const NO_VENDOR = { file: '/home/me/.runagents/config.json', endpoint: null, apiKey: null, namespace: null }

function choose(sources: Partial<TargetSources>) {
  try {
    return chooseTarget({ named: null, config: DEFAULT_CONFIG, env: {}, vendor: NO_VENDOR, ...sources })
  } catch (error) {
    if (error instanceof PolicyctlError) return `${error.code}: ${error.message} | ${error.hint}`
    throw error
  }
}

describe('--target decides everything', () => {
  test('endpoint and key variable come from the file, whatever the environment names', () => {
    const env = { RUNAGENTS_ENDPOINT: 'https://other.example', RUNAGENTS_API_KEY: 'other', PROD_KEY: 'mine' }
    expect(choose({ named: 'production', config, env })).toEqual({
      kind: 'remote',
      name: 'production',
      endpoint: 'https://acme.example/api/v1',
      endpointSource: "target 'production' of policyctl.yaml",
      namespace: null,
      apiKey: 'mine',
      keySource: 'the environment variable PROD_KEY',
    })
  })
  test('an embedded target, also with CI=true', () => {
    expect(choose({ named: 'dev', config, env: { CI: 'true' } })).toMatchObject({
      kind: 'embedded',
      file: '.policyctl/dev.json',
    })
  })
  test('local is there without a config', () => {
    expect(choose({ named: 'local' })).toMatchObject({
      kind: 'embedded',
      file: '.policyctl/local.json',
      isFallback: false,
    })
  })
  test.each([
    ['prod', config, 'known targets: dev, production, local; add others under targets:'],
    [
      'dev,production',
      config,
      'repeat --target to name several. known targets: dev, production, local; add others under targets:',
    ],
    ['dve', config, 'did you mean dev? known targets: dev, production, local; add others under targets:'],
    [
      'default',
      DEFAULT_CONFIG,
      "'default' is the workspace that the environment names: leave --target out to use it. known targets: local; add others under targets:",
    ],
    ['lcoal', DEFAULT_CONFIG, 'did you mean local? known targets: local; add others under targets:'],
  ])('an unknown name, %s: target-unknown', (named, of, hint) => {
    expect(choose({ named, config: of })).toBe(
      `target-unknown: there is no target '${named}' in policyctl.yaml | ${hint}`,
    )
  })
})

describe('namespaces, of the classic API only', () => {
  const of = (text: string) => parseConfig(`version: 1\n${text}`, 'policyctl.yaml')
  const CLASSIC = 'targets: { old: { endpoint: "https://api.runagents.io", namespace: prod } }'
  const ENV = { RUNAGENTS_ENDPOINT: 'https://api.runagents.io', RUNAGENTS_API_KEY: 'k' }
  const VENDOR = { ...NO_VENDOR, endpoint: 'https://api.runagents.io', apiKey: 'vk', namespace: 'dev' }

  test.each<[string, Partial<TargetSources>, string | null]>([
    ['the target has it', { named: 'old', config: of(CLASSIC) }, 'prod'],
    [
      'the environment does not change what --target names',
      { named: 'old', config: of(CLASSIC), env: { RUNAGENTS_NAMESPACE: 'dev' } },
      'prod',
    ],
    [
      'the default target has the one that is around',
      { config: of(`${CLASSIC}\ndefaultTarget: old`), env: { RUNAGENTS_NAMESPACE: 'prod' } },
      'prod',
    ],
    [
      'a v1 default target has none, whatever is around',
      {
        config: of('targets: { p: { endpoint: "https://acme.example" } }\ndefaultTarget: p'),
        env: { RUNAGENTS_NAMESPACE: 'dev' },
      },
      null,
    ],
    ['the environment has it', { env: { ...ENV, RUNAGENTS_NAMESPACE: 'dev' } }, 'dev'],
    ['empty counts as unset', { env: { ...ENV, RUNAGENTS_NAMESPACE: '' } }, null],
    ["the vendor's file has it", { vendor: VENDOR }, 'dev'],
    ['the environment comes first', { vendor: VENDOR, env: { RUNAGENTS_NAMESPACE: 'prod' } }, 'prod'],
    [
      "the vendor's does not travel to another endpoint",
      { vendor: VENDOR, env: { RUNAGENTS_ENDPOINT: 'https://x.example/api' } },
      null,
    ],
    ['with the default endpoint', { env: { RUNAGENTS_API_KEY: 'k', RUNAGENTS_NAMESPACE: 'dev' } }, 'dev'],
    [
      'v1 has none',
      { env: { RUNAGENTS_ENDPOINT: 'https://acme.example', RUNAGENTS_NAMESPACE: 'dev' } },
      null,
    ],
  ])('%s', (_title, sources, namespace) => {
    expect(choose(sources)).toMatchObject({ namespace })
  })

  test.each<[string, Partial<TargetSources>, string]>([
    [
      'no header can carry it',
      { env: { ...ENV, RUNAGENTS_NAMESPACE: 'a b' } },
      'endpoint-invalid: the namespace from RUNAGENTS_NAMESPACE is not valid',
    ],
    [
      'a v1 target has one',
      { named: 'p', config: of('targets: { p: { endpoint: "https://acme.example", namespace: prod } }') },
      "endpoint-invalid: target 'p' of policyctl.yaml has a namespace, and its endpoint is of the v1 API",
    ],
    [
      'another one is around than the default target has',
      { config: of(`${CLASSIC}\ndefaultTarget: old`), env: { ...ENV, RUNAGENTS_NAMESPACE: 'dev' } },
      "target-ambiguous: the namespace 'dev' is set outside",
    ],
    [
      'another one is around, though no endpoint is',
      { config: of(`${CLASSIC}\ndefaultTarget: old`), env: { RUNAGENTS_NAMESPACE: 'dev' } },
      "target-ambiguous: the namespace 'dev' is set outside of policyctl.yaml, which has defaultTarget 'old' with 'prod'",
    ],
    [
      'one is around, and the default target has none',
      {
        config: of('targets: { old: { endpoint: "https://api.runagents.io" } }\ndefaultTarget: old'),
        env: { RUNAGENTS_NAMESPACE: 'dev' },
      },
      "target-ambiguous: the namespace 'dev' is set outside of policyctl.yaml, which has defaultTarget 'old' with none",
    ],
    [
      "the vendor's file has one and no endpoint",
      {
        config: of(`${CLASSIC}\ndefaultTarget: old`),
        vendor: { ...NO_VENDOR, namespace: 'dev' },
      },
      "target-ambiguous: the namespace 'dev' is set outside",
    ],
  ])('%s: refused', (_title, sources, message) => {
    expect(choose(sources)).toEqual(expect.stringContaining(message))
  })
})

describe("what the vendor's tools write into their file whatever is set is no choice", () => {
  const vendor = { ...NO_VENDOR, endpoint: 'http://localhost:8092', apiKey: 'vk' }
  test('the default target of the repository serves', () => {
    const env = { PROD_KEY: 'mine' }
    expect(choose({ config: defaultsTo('production'), vendor, env })).toMatchObject({
      name: 'production',
      apiKey: 'mine',
    })
  })
  test('its key goes to no other workspace', () => {
    expect(choose({ vendor })).toMatchObject({ kind: 'embedded' })
    expect(choose({ vendor, env: { RUNAGENTS_ENDPOINT: 'https://acme.example' } })).toMatchObject({
      apiKey: null,
    })
  })
  test('named in the environment it is one, with that key', () => {
    const env = { RUNAGENTS_ENDPOINT: 'http://localhost:8092' }
    expect(choose({ vendor, env })).toMatchObject({ endpoint: env.RUNAGENTS_ENDPOINT, apiKey: 'vk' })
  })
  test('any other endpoint is a choice', () => {
    const other = { ...vendor, endpoint: 'http://localhost:9000' }
    expect(choose({ config: defaultsTo('production'), vendor: other })).toEqual(
      expect.stringContaining('target-ambiguous'),
    )
  })
})

describe('without --target', () => {
  test('the environment names an endpoint: that, called default', () => {
    const env = { RUNAGENTS_ENDPOINT: 'https://acme.example', RUNAGENTS_API_KEY: 'k' }
    expect(choose({ config, env })).toMatchObject({
      name: 'default',
      endpoint: 'https://acme.example',
      apiKey: 'k',
    })
  })
  test('an empty endpoint counts as unset', () => {
    expect(choose({ env: { RUNAGENTS_ENDPOINT: '' } })).toMatchObject({ kind: 'embedded', isFallback: true })
  })
  test("the vendor's file names one", () => {
    const vendor = { ...NO_VENDOR, endpoint: 'https://v.example', apiKey: 'vk' }
    expect(choose({ vendor })).toMatchObject({ name: 'default', endpoint: 'https://v.example', apiKey: 'vk' })
  })
  test("the key of the vendor's file does not travel to another endpoint", () => {
    const vendor = { ...NO_VENDOR, endpoint: 'https://v.example', apiKey: 'vk' }
    expect(choose({ vendor, env: { RUNAGENTS_ENDPOINT: 'https://e.example' } })).toMatchObject({
      endpoint: 'https://e.example',
      apiKey: null,
    })
  })
  test('the environment and a different defaultTarget: target-ambiguous, both named', () => {
    const env = { RUNAGENTS_ENDPOINT: 'https://other.example' }
    expect(choose({ config: defaultsTo('production'), env })).toContain(
      "target-ambiguous: RUNAGENTS_ENDPOINT names https://other.example, and policyctl.yaml has defaultTarget 'production' (https://acme.example/api/v1)",
    )
    expect(choose({ config: defaultsTo('dev'), env })).toContain('the embedded workspace .policyctl/dev.json')
  })
  test('the environment and an equal defaultTarget: the default target', () => {
    const env = { RUNAGENTS_ENDPOINT: 'https://acme.example/api/v1/', PROD_KEY: 'p' }
    expect(choose({ config: defaultsTo('production'), env })).toMatchObject({
      name: 'production',
      apiKey: 'p',
    })
  })
  test('defaultTarget', () => {
    expect(choose({ config: defaultsTo('dev') })).toMatchObject({
      kind: 'embedded',
      name: 'dev',
      isFallback: false,
    })
  })
  const NONE =
    'target-required: policyctl.yaml has targets and nothing chooses one of them: dev, production | pass --target NAME, or write defaultTarget: NAME into policyctl.yaml'
  test.each<[string, Partial<TargetSources>]>([
    ['a key', { env: { RUNAGENTS_API_KEY: 'k', PROD_KEY: 'p' } }],
    ["a key of the vendor's", { vendor: { ...NO_VENDOR, apiKey: 'vk' } }],
    ['nothing', {}],
    ['CI', { env: { CI: 'true', RUNAGENTS_API_KEY: 'k' } }],
    ['an empty endpoint', { env: { RUNAGENTS_ENDPOINT: '', RUNAGENTS_API_KEY: 'k' } }],
  ])('targets in the file, and %s beside them: target-required with the list', (_what, sources) => {
    expect(choose({ config, ...sources })).toBe(NONE)
  })
  test('of many targets some are listed', () => {
    const names = Array.from({ length: 300 }, (_, n) => `  t${n}: { embedded: ${n}.json }\n`)
    const many = parseConfig(`version: 1\ntargets:\n${names.join('')}`, 'policyctl.yaml')
    expect(choose({ config: many })).toContain(': t0, t1, t2')
    expect(choose({ config: many })).toContain('t19 and 280 more |')
  })
  test('only a key, and no targets in the file: the classic endpoint', () => {
    expect(choose({ env: { RUNAGENTS_API_KEY: 'k' } })).toMatchObject({
      name: 'default',
      endpoint: 'https://api.runagents.io/api',
      apiKey: 'k',
    })
  })
  test('nothing: the embedded workspace', () => {
    expect(choose({})).toEqual({
      kind: 'embedded',
      name: 'local',
      file: '.policyctl/local.json',
      isFallback: true,
    })
  })
  test.each([[DEFAULT_CONFIG], [defaultsTo('dev')]])('nothing, with CI=true: target-required', (chosen) => {
    expect(choose({ config: chosen, env: { CI: 'true' } })).toContain('target-required: with CI=true')
  })
})

describe('an endpoint that cannot be used: where it comes from, and nothing secret', () => {
  const configured = parseConfig(
    'version: 1\ntargets: { staging: { endpoint: "http://acme.example" } }\n',
    'policyctl.yaml',
  )
  const CLEAR = 'cannot be used: it would send the key in clear text'
  test.each<[string, Partial<TargetSources>, string]>([
    [
      'config',
      { named: 'staging', config: configured },
      `'http://acme.example' (target 'staging' of policyctl.yaml) ${CLEAR}`,
    ],
    [
      'environment',
      { env: { RUNAGENTS_ENDPOINT: 'http://e.example/x' } },
      `'http://e.example/x' (RUNAGENTS_ENDPOINT) ${CLEAR}`,
    ],
    [
      'vendor',
      { vendor: { ...NO_VENDOR, endpoint: 'v.example' } },
      `'v.example' (${NO_VENDOR.file}) cannot be used: it is not an http(s) URL`,
    ],
    [
      'user',
      { env: { RUNAGENTS_ENDPOINT: 'https://me:sesame@e.example' } },
      "'https://e.example' (RUNAGENTS_ENDPOINT) cannot be used: it holds credentials",
    ],
    [
      'a key that went astray',
      { env: { RUNAGENTS_ENDPOINT: 'ra_ws_sesame' } },
      'the endpoint (RUNAGENTS_ENDPOINT) cannot be used: it is not an http(s) URL',
    ],
    [
      'beside an embedded default',
      { config: defaultsTo('dev'), env: { RUNAGENTS_ENDPOINT: 'https://sesame@e.example' } },
      "'https://e.example' (RUNAGENTS_ENDPOINT) cannot be used: it holds credentials",
    ],
  ])('%s', (_name, sources, expected) => {
    const chosen = choose(sources)
    const told = typeof chosen === 'string' ? chosen : faultOf(chosen)
    expect(told).toContain(expected)
    expect(told).not.toContain('sesame')
  })

  function faultOf(chosen: ChosenTarget): string {
    try {
      return chosen.kind === 'remote' ? endpointOf(chosen).baseUrl : chosen.file
    } catch (error) {
      return String(error)
    }
  }
})
