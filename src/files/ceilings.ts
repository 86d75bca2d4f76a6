/**
 * Reads the ceilings of guardrails (`atMost`): files of policies that nothing may be
 * more permissive than. They are part of the config: if the config of the base
 * branch judges, its ceilings judge too.
 */
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { parsePolicyFile } from '../parse/parse-policy-file.ts'
import type { Policy } from '../policy/policy.ts'
import { type CeilingFile, setOfCeiling } from './ceiling-file.ts'
import type { Config } from './config.ts'
import type { DecidingKind } from './read-deciding-file.ts'

export const CEILING_KIND: DecidingKind = { code: 'config-invalid', largest: 1024 * 1024 }

/** The files that guardrails name, each once. */
export function ceilingFiles({ guardrails }: Pick<Config, 'guardrails'>): readonly string[] {
  const named = new Set(guardrails.flatMap(({ atMost }) => atMost ?? []))
  return [...named].filter((atMost) => setOfCeiling(atMost) === null)
}

/**
 * @param texts the texts of the files by name; null: there is no such file.
 * @param shown the name of the config in messages.
 * @throws PolicyctlError config-invalid
 */
export function withCeilings(
  config: Config,
  texts: ReadonlyMap<string, string | null>,
  shown: string,
): Config {
  const ceilings = new Map<string, CeilingFile>()
  for (const file of ceilingFiles(config)) {
    const text = texts.get(file) ?? null
    if (text === null) throw noSuchFile(config, file, shown)
    ceilings.set(file, { policies: policiesIn(file, text), text })
  }
  return { ...config, ceilings }
}

function policiesIn(file: string, text: string): readonly Policy[] {
  const parsed = parsePolicyFile(file, new TextEncoder().encode(text))
  const fault = parsed.findings.find(({ severity }) => severity === 'error')
  const policies = parsed.policies.map(({ policy }) => policy)
  const twice = policies.find(({ name }, at) => policies.findIndex((other) => other.name === name) !== at)
  if (fault === undefined && twice === undefined) return policies
  if (fault === undefined)
    throw new PolicyctlError('config-invalid', {
      message: `${file} has two policies called ${twice?.name}`,
      hint: 'give each policy of a ceiling a name of its own: an approval takes the routes of its policy',
    })
  throw new PolicyctlError('config-invalid', {
    // The message of the finding may quote the text, and the config may name any file.
    message: `${file}:${fault.line}:${fault.column} is not a file of policies (${fault.check})`,
    hint: 'a ceiling is written like a policy file; a guardrail depends on it',
  })
}

function noSuchFile({ guardrails }: Config, file: string, shown: string): PolicyctlError {
  const index = guardrails.findIndex(({ atMost }) => atMost === file)
  return new PolicyctlError('config-invalid', {
    message: `${shown}: guardrails.${index}.atMost: there is no such file in the project`,
    hint: 'name a file of policies, as a path from the folder of the config',
  })
}
