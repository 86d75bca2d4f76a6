/**
 * Reads policyctl.yaml: validates it against schema/config.schema.json, and fills in
 * the defaults. A fault in it ends the run, since every guard depends on it.
 */

import { isAbsolute, relative, resolve } from 'node:path'
import { docsPage } from '../diagnostic/docs-page.ts'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import type { ConfigFile } from '../generated/config.ts'
import { validate } from '../generated/config-validator.js'
import type { Span } from '../parse/node.ts'
import { type Source, sourceOf } from '../parse/source.ts'
import { wrongCeiling } from './ceiling-file.ts'
import { wrongException } from './config-exceptions.ts'
import { type ConfigFault, faultOfError, oneOfHint, whereOf } from './config-fault.ts'
import { wrongFleet } from './config-fleet.ts'
import { settingsFor } from './config-for.ts'
import { wrongGlob } from './config-globs.ts'
import { wrongName } from './config-names.ts'
import type { CheckSeverity, Config, ScopedSettings } from './config-shape.ts'
import { readConfigText } from './config-syntax.ts'

export type { Config } from './config-shape.ts'

export const DEFAULT_CONFIG: Config = completed({ version: 1 })

/**
 * @param file name of the file in messages.
 * @throws PolicyctlError config-invalid, with the place of the first fault. It
 * quotes only short keys of the text: a file that is no config may have secrets in it.
 */
export function parseConfig(text: string, file: string): Config {
  const source = sourceOf(file, text)
  const read = readConfigText(text)
  if (!('value' in read)) throw invalid(source, read.span, read)
  const { value, spanOf } = read
  const failure = odditiesIn(value) ?? firstFailure(value)
  if (failure !== null) throw invalid(source, spanOf(failure.path), failure)
  const config = completed(value as ConfigFile)
  const fault = faultOf(config)
  if (fault !== null) {
    const other = fault.otherPath && source.placeOf(spanOf(fault.otherPath))
    const message = other ? `${fault.message}, at ${other.line}:${other.column}` : fault.message
    throw invalid(source, spanOf(fault.path), { ...fault, message })
  }
  const isNamed = (value as ConfigFile).policies !== undefined
  return { ...config, policiesLine: isNamed ? source.placeOf(spanOf(['policies'])).line : null }
}

function completed(value: ConfigFile): Config {
  const { ledger } = value
  const scoped: ScopedSettings = {
    checks: scopesOf(value.checks as Written | readonly Written[] | undefined).map(scopedChecks),
    safety: scopesOf(value.safety).map(({ targets = null, ...settings }) => ({ targets, settings })),
  }
  return {
    policies: value.policies ?? 'policies',
    policiesLine: null,
    defaultTarget: value.defaultTarget ?? null,
    targets: new Map(Object.entries(value.targets ?? {})),
    ledger: {
      remote: ledger?.remote === 'none' ? null : (ledger?.remote ?? 'origin'),
      isNamed: ledger?.remote !== undefined,
    },
    ...settingsFor(scoped, null),
    scoped,
    rollout: value.rollout ?? [],
    coverage: { rules: value.coverage?.rules ?? null },
    serverFields: value.serverFields ?? [],
    exceptions: value.exceptions ?? [],
    guardrails: value.guardrails ?? [],
    evidence: { key: value.evidence?.key ?? null, trusted: value.evidence?.trusted ?? [] },
    replay: { fields: value.replay?.fields ?? {} },
    tighten: { depth: value.tighten?.depth ?? 2 },
    ceilings: new Map(),
  }
}

function scopesOf<Scope>(written: Scope | readonly Scope[] | undefined): readonly Scope[] {
  if (written === undefined) return []
  return Array.isArray(written) ? written : [written as Scope]
}

/** Checks with their targets, as written: the generated type mixes the list of targets with the severities. */
type Written = Readonly<Record<string, unknown>>

function scopedChecks({ targets, ...settings }: Written): ScopedSettings['checks'][number] {
  const globs = (targets ?? null) as readonly string[] | null
  return { targets: globs, settings: settings as Readonly<Record<string, CheckSeverity>> }
}

/** Finds values that YAML has and no setting can have, at any depth: an infinite number, a NUL. */
function odditiesIn(value: unknown, path: ConfigFault['path'] = []): ConfigFault | null {
  if (typeof value === 'number' && !Number.isFinite(value))
    return { path, message: `${whereOf(path)}must be a finite number` }
  if (typeof value === 'string' && value.includes('\0'))
    return {
      path,
      message: `${whereOf(path)}holds a NUL character`,
      hint: 'delete it: no name and no path has one',
    }
  if (typeof value !== 'object' || value === null) return null
  for (const [key, below] of Object.entries(value)) {
    const fault = odditiesIn(below, [...path, Array.isArray(value) ? Number(key) : key])
    if (fault !== null) return fault
  }
  return null
}

function firstFailure(value: unknown): ConfigFault | null {
  if (validate(value)) return null
  // If all alternatives fail, the last error is about the choice itself; 'if' says only that its branch
  // failed.
  const error = validate.errors?.findLast(({ keyword }) => keyword !== 'if')
  return error === undefined ? { path: [], message: 'is not a config' } : faultOfError(error)
}

/** Checks what a schema cannot express. */
function faultOf(config: Config): ConfigFault | null {
  if (leavesProject(config.policies)) return { path: ['policies'], message: 'policies: leaves the project' }
  for (const [name, { embedded }] of config.targets) {
    if (embedded !== undefined && leavesProject(embedded)) {
      const path = ['targets', name, 'embedded']
      return { path, message: `${whereOf(path)}leaves the project` }
    }
  }
  const away = config.evidence.trusted.findIndex(leavesProject)
  if (away !== -1) {
    const path = ['evidence', 'trusted', away]
    return { path, message: `${whereOf(path)}leaves the project` }
  }
  const { defaultTarget, targets } = config
  if (defaultTarget !== null && !targets.has(defaultTarget)) {
    const hint =
      targets.size === 0
        ? 'add it under targets:'
        : oneOfHint(defaultTarget, [...targets.keys()], 'there are')
    return { path: ['defaultTarget'], message: 'defaultTarget: there is no target of that name', hint }
  }
  return (
    wrongException(config.exceptions) ??
    wrongGlob(config) ??
    wrongFleet(config) ??
    wrongName(config) ??
    wrongCeiling(config)
  )
}

function leavesProject(path: string): boolean {
  const inside = relative('/project', resolve('/project', path))
  return isAbsolute(path) || inside.startsWith('..')
}

function invalid(source: Source, span: Span, { message, hint }: Omit<ConfigFault, 'path'>): PolicyctlError {
  const { file, line, column } = source.placeOf(span)
  return new PolicyctlError('config-invalid', {
    message: `${file}:${line}:${column} ${message}`,
    hint: hint ?? `${docsPage('configuration.md')} lists every setting`,
  })
}
