import { fieldAt } from '../../policy/fields.ts'
import type { PolicyCheck } from '../check.ts'
import { placedSelectorsOf } from '../selectors.ts'

/** To the API an empty selector is an absent one: it matches everything, where it looks like nothing. */
export const check: PolicyCheck = {
  kind: 'policy',
  id: 'empty-list-means-all',
  severity: 'warning',
  *run(policy) {
    for (const { selector, path } of placedSelectorsOf(policy)) {
      for (const [key, value] of Object.entries(selector)) {
        if (!isSelector(key) || (value !== '' && !(Array.isArray(value) && value.length === 0))) continue
        yield {
          place: policy.keyPlaceOf([...path, key]),
          policy: policy.policy.name,
          message: `${key} is empty, which matches all of them, not none`,
          hint: `delete ${key} if all are meant, else fill it`,
          about: [key],
        }
      }
    }
  },
}

/** A route has every selector that a rule has. */
function isSelector(key: string): boolean {
  return fieldAt('route', key)?.isSelector === true
}
