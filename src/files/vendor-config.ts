import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'

/** The content of ~/.runagents/config.json, which the vendor's own tools write. */
export interface VendorConfig {
  readonly file: string
  readonly endpoint: string | null
  readonly apiKey: string | null
  /** The workspace behind the URL; only the classic API has it. */
  readonly namespace: string | null
}

const NOTHING = { endpoint: null, apiKey: null, namespace: null }

/** @param home absolute path of the home folder; undefined: there is none. */
export function readVendorConfig(home: string | undefined): VendorConfig {
  const file = join(home ?? '', '.runagents', 'config.json')
  if (home === undefined || home === '') return { file, ...NOTHING }
  const text = textOf(file)
  return text === null ? { file, ...NOTHING } : { file, ...settingsIn(text, file) }
}

function textOf(file: string): string | null {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return null
  }
}

function settingsIn(text: string, file: string): Omit<VendorConfig, 'file'> {
  try {
    const { endpoint, api_key: apiKey, namespace } = JSON.parse(text) as Record<string, unknown>
    return { endpoint: filled(endpoint), apiKey: filled(apiKey), namespace: filled(namespace) }
  } catch {
    // The parser's own message quotes the text, which contains a key.
    throw new PolicyctlError('config-invalid', {
      message: `${file} is not a JSON object`,
      hint: 'fix the file, or name a target with --target so that it is not read',
    })
  }
}

function filled(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}
