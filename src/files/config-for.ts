/** Selects the settings for a target: guardrails, exceptions, checks and safety may be for some targets only. */
import { matchesAnyGlob } from '../policy/name-glob.ts'
import type { Config, SafetySettings, ScopedSettings } from './config-shape.ts'

const SAFETY: SafetySettings = {
  maxDeletes: 3,
  maxDeletePercent: 30,
  protect: [],
  widening: 'report',
  unmanaged: 'report',
}

/**
 * The config for one target.
 *
 * @param target null: the run is not about a single target. Then every guardrail
 * applies, since the files go to every target, and exceptions for some targets do not.
 */
export function configFor(config: Config, target: string | null): Config {
  const { guardrails, exceptions, scoped } = config
  return {
    ...config,
    ...settingsFor(scoped, target),
    guardrails: guardrails.filter(({ targets }) => isHeldFor(targets, target)),
    exceptions: exceptions.filter(({ targets }) => isMeant(targets, target)),
  }
}

/** @param target as in configFor. */
export function settingsFor(
  scoped: ScopedSettings,
  target: string | null,
): Pick<Config, 'checks' | 'safety'> {
  const checks = scoped.checks.filter(({ targets }) => isMeant(targets ?? undefined, target))
  const safety = scoped.safety.filter(({ targets }) => isMeant(targets ?? undefined, target))
  return {
    checks: Object.assign({}, ...checks.map(({ settings }) => settings)),
    safety: Object.assign({}, SAFETY, ...safety.map(({ settings }) => settings)),
  }
}

/**
 * Tells whether a guardrail applies. Without a single target a guardrail of some
 * targets applies too, since the files go to every target.
 */
export function isHeldFor(globs: readonly string[] | undefined, target: string | null): boolean {
  return target === null || isMeant(globs, target)
}

/** Tells whether a setting applies to a target. @param globs absent: it applies to all. */
function isMeant(globs: readonly string[] | undefined, target: string | null): boolean {
  return globs === undefined || (target !== null && matchesAnyGlob(globs, target))
}
