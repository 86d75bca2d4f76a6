/** Settings that hold for some targets only: guardrails, exceptions, checks and safety. */
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
 * The config as it is for one target.
 *
 * @param target null: no single one is meant. Every guardrail holds then, since
 * the files go to every target, and nothing is lifted for some of them.
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
 * Tells whether a guardrail applies. The files go to every target, so a
 * guardrail of some targets applies too when no single target is meant.
 */
export function isHeldFor(globs: readonly string[] | undefined, target: string | null): boolean {
  return target === null || isMeant(globs, target)
}

/** Tells whether a setting applies to a target. @param globs absent: it applies to all. */
function isMeant(globs: readonly string[] | undefined, target: string | null): boolean {
  return globs === undefined || (target !== null && matchesAnyGlob(globs, target))
}
