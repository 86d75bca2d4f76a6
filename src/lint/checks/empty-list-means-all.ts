import { fieldAt } from '../../policy/fields.ts'
import type { Route } from '../../policy/policy.ts'
import type { PolicyCheck } from '../check.ts'
import { placedSelectorsOf } from '../selectors.ts'
import { someItem } from '../some-item.ts'

/** For the API an empty selector is an absent one: it matches everything, and looks as if it matched nothing. */
export const check: PolicyCheck = {
  kind: 'policy',
  id: 'empty-list-means-all',
  severity: 'warning',
  mayReport: someItem({ rule: hasEmptySelector, route: hasEmptySelector }),
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

/** Tells whether a key is a selector: a route has every selector that a rule has. */
function isSelector(key: string): boolean {
  return fieldAt('route', key)?.isSelector === true
}

/** Tells whether an item has an empty selector; a rule may have a route's selector by mistake. */
function hasEmptySelector(
  item: Pick<Route, 'operations' | 'resource' | 'tags' | 'toolIds' | 'capabilities'>,
): boolean {
  return (
    item.resource === '' ||
    isEmpty(item.operations) ||
    isEmpty(item.tags) ||
    isEmpty(item.toolIds) ||
    isEmpty(item.capabilities)
  )
}

function isEmpty(list: readonly string[] | undefined): boolean {
  return list?.length === 0
}
