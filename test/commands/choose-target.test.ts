import { describe, expect, test } from 'vitest'
import { chooseTarget, type TargetSources } from '../../src/commands/choose-target.ts'
import { PolicyctlError } from '../../src/diagnostic/policyctl-error.ts'
import { DEFAULT_CONFIG, parseConfig } from '../../src/files/config.ts'

const TARGETS = `version: 1
targets:
  dev: { embedded: .policyctl/dev.json }
  production: { endpoint: "https://acme.example/api/v1", apiKeyEnv: PROD_KEY }
`
const config = parseConfig(TARGETS, 'policyctl.yaml')
const defaultsTo = (name: string) => parseConfig(`${TARGETS}defaultTarget: ${name}\n`, 'policyctl.yaml')
const NO_VENDOR = { file: '/home/me/.runagents/config.json', endpoint: null, apiKey: null }

function choose(sources: Partial<TargetSources>) {
  try {
    return chooseTarget({ named: null, config: DEFAULT_CONFIG, env: {}, vendor: NO_VENDOR, ...sources })
  } catch (error) {
    if (error instanceof PolicyctlError) return `${error.code}: ${error.message}`
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
  test('an unknown name: target-unknown', () => {
    expect(choose({ named: 'prod', config })).toBe(
      "target-unknown: there is no target 'prod' in policyctl.yaml",
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
    expect(choose({ config: defaultsTo('production'), env })).toBe(
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
  test('only a key: the classic endpoint', () => {
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
