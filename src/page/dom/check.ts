import { type Claim, claimsOf, holds } from '../claims.ts'
import { nameOf } from '../fold-rows.ts'
import type { PageModel } from '../page-model.ts'
import { byId } from './elements.ts'

/** Longer than this, and somebody who scrolls or types would feel it. */
const SLICE_MS = 12

/** Decides every claim again, in slices, and says how many hold; turns the page red at the first that does not. */
export function checkClaims(model: PageModel): void {
  const status = byId('check')
  const claims = claimsOf(model, Math.random)
  let [checked, wrong] = [0, 0]

  function slice(): void {
    const end = performance.now() + SLICE_MS
    while (performance.now() < end) {
      const { done, value } = claims.next()
      if (done === true) {
        finish()
        return
      }
      checked += 1
      if (holds(value)) continue
      wrong += 1
      if (wrong === 1) alarm(model, value)
    }
    status.textContent = `checking: ${checked} claims so far`
    setTimeout(slice)
  }

  function finish(): void {
    const word = checked === 1 ? 'claim' : 'claims'
    status.className = wrong === 0 ? 'holds' : 'broken'
    status.textContent =
      wrong === 0
        ? `all ${checked} ${word} hold here, against the rules in this file`
        : `${wrong} of ${checked} ${word} do not hold`
  }

  try {
    slice()
  } catch (error) {
    status.className = 'broken'
    status.textContent = `the claims cannot be checked: ${error instanceof Error ? error.message : String(error)}`
  }
}

function alarm(model: PageModel, { row, request, claimed, decided }: Claim): void {
  document.documentElement.classList.add('is-broken')
  const alert = byId('alarm')
  alert.hidden = false
  alert.textContent = `Do not trust this page: it says '${claimed}' of ${request.method} ${request.url} for ${nameOf(model, row)}, and its own rules decide '${decided}'.`
}
