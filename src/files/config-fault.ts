/**
 * Explains to the author of a config why the schema refuses it. Messages never
 * contain values, since a wrong link or flag may name a file with secrets. They
 * contain only keys that look like config keys.
 */

import type { ErrorObject } from 'ajv'
import { didYouMean } from '../diagnostic/did-you-mean.ts'
import { firstNames } from '../diagnostic/first-names.ts'

/** A fault in the config, which ends the run. */
export interface ConfigFault {
  readonly path: readonly (string | number)[]
  readonly message: string
  readonly hint?: string
  /** The other place that the fault is about; it is printed after the message. */
  readonly otherPath?: readonly (string | number)[]
}

type Path = ConfigFault['path']

export function faultOfError(error: ErrorObject): ConfigFault {
  const path = error.instancePath.split('/').slice(1).map(unescaped)
  if (error.keyword === 'additionalProperties') return unknownSetting(path, error)
  if (error.keyword === 'propertyNames') return noName(path, String(error.params.propertyName))
  if (error.propertyName !== undefined) return noName(path, error.propertyName)
  const { fact, hint } = wordsFor(path, error)
  return { path, message: `${whereOf(path)}${fact}`, ...(hint === undefined ? {} : { hint }) }
}

function unescaped(segment: string): string | number {
  const key = segment.replaceAll('~1', '/').replaceAll('~0', '~')
  return /^\d+$/.test(key) ? Number(key) : key
}

function unknownSetting(path: Path, { params, parentSchema }: ErrorObject): ConfigFault {
  const key = String(params.additionalProperty)
  const hint = oneOfHint(key, Object.keys(parentSchema?.properties ?? {}), 'the settings here are')
  return {
    path: [...path, key],
    message: `${whereOf(path)}unknown setting${isShown(key) ? ` '${key}'` : ''}`,
    hint,
  }
}

const NAME = "at most 100 of a-z, 0-9, '-', '.' and '_', a letter or digit first"

function noName(path: Path, name: string): ConfigFault {
  const [kind] = path.slice(-1)
  const fact =
    kind === 'hosts' ? HOST : path.at(-2) === 'map' ? 'is not a name: it is empty' : `is not a name: ${NAME}`
  return {
    path: [...path, name],
    message: `${whereOf(path)}${isShown(name) ? `'${name}'` : 'this'} ${fact}`,
  }
}

const HOST = 'is not a host: write it in lower case, without scheme, port and path'

/** The longest setting has 16 characters. */
const LONGEST_KEY = 24

/** Tells whether a key may be printed: tokens and passwords are longer, or have other characters. */
function isShown(key: string): boolean {
  return key.length <= LONGEST_KEY && /^[\w.*-]+$/.test(key)
}

/** Names the place in the config, as the start of a message. */
export function whereOf(path: Path): string {
  if (path.length === 0) return ''
  return `${path.map((step) => (isShown(String(step)) ? step : '…')).join('.')}: `
}

interface Words {
  readonly fact: string
  readonly hint?: string
}

function wordsFor(path: Path, { keyword, params, data, message }: ErrorObject): Words {
  switch (keyword) {
    case 'required':
      return missing(String(params.missingProperty))
    case 'enum':
      return {
        fact: `must be one of ${params.allowedValues.join(', ')}`,
        hint: oneOfHint(
          typeof data === 'string' ? data : '',
          params.allowedValues.map(String),
          'write one of',
        ),
      }
    case 'const':
      return { fact: `must be ${params.allowedValue}` }
    case 'oneOf':
      return isMapping(data) ? oneChoice(path, Object.keys(data)) : { fact: noType('object', data) }
    case 'type':
      return { fact: noType(String(params.type), data) }
    case 'minLength':
    case 'minItems':
      return { fact: 'is empty', hint: 'write a value, or delete the line' }
    case 'minimum':
      return { fact: `must be ${params.limit} or more` }
    case 'maximum':
      return { fact: `must be ${params.limit} or less` }
    case 'pattern':
      return { fact: patternFact(path) }
    case 'uniqueItems':
      return { fact: 'lists an item twice', hint: 'delete one of them' }
    case 'dependencies':
      return {
        fact: `${params.property} needs ${params.missingProperty === 'layers' ? 'layers' : 'an endpoint'}, and this target has none`,
      }
    default:
      return { fact: message ?? 'is not valid' }
  }
}

function missing(setting: string): Words {
  return {
    fact: `${setting} is missing`,
    hint: `add ${setting}:`,
  }
}

function oneChoice(path: Path, keys: readonly string[]): Words {
  const choices = path[0] === 'guardrails' ? ['never', 'approvedBy', 'atMost'] : ['embedded', 'endpoint']
  const fact = `must have exactly one of ${choices.slice(0, -1).join(', ')} and ${choices.at(-1)}`
  const given = keys.filter((key) => choices.includes(key))
  if (given.length > 1) return { fact, hint: `it has ${given.join(' and ')}: delete one of them` }
  const [meant] = keys.filter(isShown).flatMap((key) => {
    const choice = didYouMean(key, choices)
    return choice === null ? [] : [`'${key}' is no setting here: did you mean ${choice}?`]
  })
  return { fact, hint: meant ?? 'it has none of them: add one' }
}

const TYPES: Readonly<Record<string, string>> = {
  object: 'a mapping',
  array: 'a list',
  string: 'text',
  number: 'a number',
  integer: 'a whole number',
}

/** Says what is wrong with a text, by its setting, its list or its map. */
function patternFact(path: Path): string {
  const [parent, key] = path.slice(-2)
  if (parent === 'layers') return 'is not a folder below the policies: write it like base or teams/payments'
  if (parent === 'hosts') return HOST
  return PATTERNS[String(key)] ?? 'is not valid'
}

const PATTERNS: Readonly<Record<string, string>> = {
  remote: 'is not a name of a git remote',
  apiKeyEnv: 'is not a name of an environment variable',
  until: 'is not a day: write YYYY-MM-DD',
  reason: 'is blank: write why, for reviewers and auditors',
}

function noType(type: string, data: unknown): string {
  return `must be ${TYPES[type] ?? type}, not ${kindOf(data)}`
}

function isMapping(data: unknown): data is object {
  return typeof data === 'object' && data !== null && !Array.isArray(data)
}

function kindOf(value: unknown): string {
  if (value === null) return 'empty'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'boolean') return String(value)
  return TYPES[typeof value] ?? 'that'
}

const MOST_LISTED = 20

export function oneOfHint(word: string, known: readonly string[], words: string): string {
  const meant = didYouMean(word, known)
  return meant === null ? `${words} ${firstNames(known, MOST_LISTED)}` : `did you mean ${meant}?`
}
