import type { Check } from '../check.ts'
import { OWN_CHECKS } from '../own-checks.ts'
import { READING_CHECKS } from '../reading-checks.ts'
import { check as duplicatePolicy } from './duplicate-policy.ts'
import { check as lowercaseMethod } from './lowercase-method.ts'
import { check as unknownMethod } from './unknown-method.ts'

/** Every check there is. A check that stands here has a page in docs/checks/ whose examples are run. */
export const CHECKS: readonly Check[] = [
  ...READING_CHECKS,
  ...OWN_CHECKS,
  duplicatePolicy,
  lowercaseMethod,
  unknownMethod,
]
