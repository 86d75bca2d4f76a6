import { type Claim, claimsOf, holds } from '../claims.ts'
import { nameOf } from '../fold-rows.ts'
import type { PageModel } from '../page-model.ts'
import { byId } from './elements.ts'
import { counted } from './head.ts'

/** Longer than this, and somebody who scrolls or types would feel it. */
const SLICE_MS = 12

/** Decides every claim again, in slices, and says how many hold; turns the page red at the first that does not. */
export function checkClaims(model: PageModel, random: () => number): void {
  const status = byId('check')
  const claims = claimsOf(model, random)
  let [checked, madeUp, wrong] = [0, 0, 0]

  function slice(): void {
    const end = performance.now() + SLICE_MS
    while (performance.now() < end) {
      const { done, value } = claims.next()
      if (done === true) {
        status.className = wrong === 0 ? 'holds' : 'broken'
        status.textContent = result({ checked, madeUp, wrong })
        byId('check-note').textContent = makeUp({ checked, madeUp, wrong })
        return
      }
      checked += 1
      madeUp += Number(value.isMadeUp)
      if (holds(value)) continue
      wrong += 1
      if (wrong === 1) alarm(model, value)
    }
    status.textContent = `checking: ${checked} claims so far`
    setTimeout(slice)
  }

  try {
    slice()
  } catch (error) {
    status.className = 'broken'
    status.textContent = `the claims cannot be checked: ${error instanceof Error ? error.message : String(error)}`
  }
}

interface Counts {
  readonly checked: number
  readonly madeUp: number
  readonly wrong: number
}

function result({ checked, wrong }: Counts): string {
  const claims = counted(checked, 'claim')
  return wrong > 0
    ? `${wrong} of ${claims} do not hold`
    : `all ${claims} hold here, against the rules in this file`
}

function makeUp({ checked, madeUp }: Counts): string {
  const tried = madeUp === 0 ? '' : ` and ${counted(madeUp, 'made-up request')}, the same at each opening`
  return `${counted(checked - madeUp, 'example')} that the page shows${tried}: each was decided again in your browser.`
}

function alarm(model: PageModel, { row, request, claimed, decided }: Claim): void {
  document.documentElement.classList.add('is-broken')
  const alert = byId('alarm')
  alert.hidden = false
  alert.textContent = `Do not trust this page: it says '${claimed}' of ${request.method} ${request.url} for ${nameOf(model, row)}, and its own rules decide '${decided}'.`
}
