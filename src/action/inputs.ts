/** Reads and checks the inputs of the Action. */

import { getBooleanInput, getInput, setSecret } from '@actions/core'
import { docsPage } from '../diagnostic/docs-page.ts'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'

export const ACTION_COMMANDS = [
  'lint',
  'test',
  'diff',
  'plan',
  'targets',
  'reviewed',
  'comment',
  'apply',
  'drift',
  'unlock',
] as const
/** Commands that cannot be combined with others. */
const ALONE: readonly ActionCommand[] = ['comment', 'apply', 'drift', 'unlock']
export type ActionCommand = (typeof ACTION_COMMANDS)[number]

export interface Inputs {
  readonly commands: readonly ActionCommand[]
  /** Each once. Empty: the one that config and environment choose. */
  readonly targets: readonly string[]
  readonly endpoint: string | null
  readonly apiKey: string | null
  readonly failOn: 'wider' | null
  readonly coverage: boolean
  /** Files or globs of logs of calls, from the top of the workspace. */
  readonly calls: readonly string[]
  readonly isCommenting: boolean
  readonly isAnnotating: boolean
  readonly hasSarif: boolean
  readonly workingDirectory: string
  readonly token: string
  /** File name of the workflow that applies, for links. */
  readonly applyWorkflow: string
  readonly allowUnreviewed: boolean
  /** The reason why a run by hand lifts refusals. */
  readonly reason: string | null
  /** Number of the pull request that a run by hand plans. */
  readonly pullRequest: number | null
  /** The number of waves that the workflow has jobs for; null: not given. */
  readonly waves: number | null
  /** Folder with the documents of other jobs of the run; absolute, or from the workspace. */
  readonly documents: string | null
  /** The address to which an earlier step uploaded the pages of the targets. */
  readonly pagesUrl: string | null
  /** Options of apply by their camel-cased names, as texts. */
  readonly overrides: Readonly<Record<string, string | true>>
}

/** Options of `apply` with an input of the same name: 'value' takes a value, 'switch' takes 'true', 'named switch' takes 'true' or names of targets. */
export const OVERRIDE_INPUTS = {
  'allow-deletes': 'value',
  'allow-in-use': 'value',
  'overwrite-live': 'value',
  'drop-fields': 'value',
  wait: 'value',
  'allow-behind': 'named switch',
  'allow-empty': 'named switch',
  'allow-widening': 'named switch',
  'skip-blocked': 'switch',
} as const

/** @throws PolicyctlError action-input. */
export function readInputs(): Inputs {
  const apiKey = filled('api-key')
  if (apiKey !== null) setSecret(apiKey)
  return {
    commands: commandsOf(words(getInput('command'))),
    // A target that is named twice is planned and applied once.
    targets: [...new Set(words(getInput('targets')))],
    endpoint: filled('endpoint'),
    apiKey,
    failOn: failOn(getInput('fail-on')),
    coverage: switchOf('coverage'),
    calls: words(getInput('calls')),
    isCommenting: switchOf('comment'),
    isAnnotating: switchOf('annotations'),
    hasSarif: switchOf('sarif'),
    workingDirectory: filled('working-directory') ?? '.',
    token: getInput('token'),
    applyWorkflow: filled('apply-workflow') ?? 'policy-apply.yml',
    allowUnreviewed: switchOf('allow-unreviewed'),
    reason: filled('reason'),
    pullRequest: numberIn(getInput('pull-request'), 'pull-request', 'the number of a pull request'),
    waves: numberIn(getInput('waves'), 'waves', 'how many waves the workflow has jobs for'),
    documents: filled('documents'),
    pagesUrl: pagesUrl(getInput('pages-url')),
    overrides: overrides(),
  }
}

function commandsOf(names: readonly string[]): readonly ActionCommand[] {
  const unknown = names.find((name) => !ACTION_COMMANDS.some((command) => command === name))
  if (unknown !== undefined || names.length === 0)
    throw wrongInput('command', unknown ?? '', `one or more of ${ACTION_COMMANDS.join(', ')}`)
  const commands = ACTION_COMMANDS.filter((command) => names.includes(command))
  const alone = commands.find((command) => ALONE.includes(command))
  if (alone !== undefined && commands.length > 1)
    throw wrongInput('command', names.join(' '), `${alone} alone`)
  return commands
}

function overrides(): Readonly<Record<string, string | true>> {
  const given = Object.entries(OVERRIDE_INPUTS).flatMap(([name, kind]): [string, string | true][] => {
    if (kind === 'switch' || (kind === 'named switch' && isSwitch(name)))
      return switchOf(name) ? [[camelCase(name), true]] : []
    const value = filled(name)
    return value === null ? [] : [[camelCase(name), value]]
  })
  return Object.fromEntries(given)
}

function failOn(value: string): 'wider' | null {
  if (value === '' || value === 'wider') return value === '' ? null : value
  throw wrongInput('fail-on', value, "'wider', or nothing")
}

function numberIn(value: string, name: string, wanted: string): number | null {
  if (value === '') return null
  if (/^[1-9]\d{0,9}$/.test(value)) return Number(value)
  throw wrongInput(name, value, wanted)
}

function pagesUrl(value: string): string | null {
  if (value === '') return null
  if (/^https?:\/\/[^\s<>"]+$/.test(value)) return value
  throw wrongInput('pages-url', value, 'the artifact-url of the step that uploaded the pages')
}

/** Switches that are on by default. */
const ON: readonly string[] = ['comment', 'annotations']

/** An empty switch, such as an expression that gives nothing, has its default: an empty `comment` must not silence a run. */
function switchOf(name: string): boolean {
  if (getInput(name) === '') return ON.includes(name)
  try {
    return getBooleanInput(name)
  } catch {
    throw wrongInput(name, getInput(name), "'true' or 'false'")
  }
}

/** Tells whether the input is 'true', 'false' or empty, without names of targets. */
function isSwitch(name: string): boolean {
  return /^(?:true|false)?$/i.test(getInput(name))
}

function filled(name: string): string | null {
  const value = getInput(name)
  return value === '' ? null : value
}

function words(text: string): readonly string[] {
  return text.split(/[\s,]+/).filter((word) => word !== '')
}

function camelCase(name: string): string {
  return name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
}

/** @param wanted the accepted values, for the hint. */
export function wrongInput(name: string, value: string, wanted: string): PolicyctlError {
  return new PolicyctlError('action-input', {
    message: `input ${name} is '${value}'`,
    hint: `give it ${wanted}; ${docsPage('action.md#inputs')} lists every input`,
  })
}
