import { type Claim, claimsOf, holds } from '../claims.ts'
import { nameOf } from '../fold-rows.ts'
import { rowsFault } from '../missing-rows.ts'
import type { PageModel } from '../page-model.ts'
import { byId } from './elements.ts'
import { counted } from './head.ts'

/** Milliseconds of the longest slice of work that does not delay scrolling or typing. */
const SLICE_MS = 12

/** Takes back what the page says as long as its script has not run. */
export function showChecking(): void {
  const status = byId('check')
  status.className = ''
  status.textContent = 'checking'
}

/** Checks every claim, in slices, and shows how many hold; turns the page red at the first that does not. */
export function checkClaims(model: PageModel, random: () => number): void {
  const status = byId('check')
  const claims = claimsOf(model, random)
  let [checked, madeUp, wrong] = [0, 0, 0]
  const fault = rowsFault(model)
  if (fault !== null) alarm(fault)

  function slice(): void {
    try {
      decideSome()
    } catch (error) {
      showFailure(error)
    }
  }

  function decideSome(): void {
    const end = performance.now() + SLICE_MS
    while (performance.now() < end) {
      const { done, value } = claims.next()
      if (done === true) {
        status.className = wrong === 0 && fault === null ? 'holds' : 'broken'
        status.textContent = result({ checked, madeUp, wrong }, fault)
        byId('check-note').textContent = makeUp({ checked, madeUp, wrong })
        return
      }
      checked += 1
      madeUp += Number(value.isMadeUp)
      if (holds(value)) continue
      wrong += 1
      if (wrong === 1 && fault === null) alarm(unlike(model, value))
    }
    status.textContent = `checking: ${checked} claims so far`
    setTimeout(slice)
  }

  slice()
}

/** Marks the page as broken: its data cannot be read, so nothing is checked. */
export function showFailure(error: unknown): void {
  const status = byId('check')
  status.className = 'broken'
  status.textContent = 'the claims cannot be checked'
  alarm(`its data cannot be read (${error instanceof Error ? error.message : String(error)})`)
}

interface Counts {
  readonly checked: number
  readonly madeUp: number
  readonly wrong: number
}

function result({ checked, wrong }: Counts, fault: string | null): string {
  const claims = counted(checked, 'claim')
  if (fault !== null && wrong === 0) return `${claims} agree with the rules in this file, but the rows do not`
  return wrong > 0
    ? `${wrong} of ${claims} do not agree with the rules in this file`
    : `all ${claims} agree with the rules in this file`
}

function makeUp({ checked, madeUp }: Counts): string {
  const tried =
    madeUp === 0 ? '' : ` and ${counted(madeUp, 'made-up request')}, the same each time the page is opened`
  return `${counted(checked - madeUp, 'example')} that the page shows${tried}: each was decided again in your browser.`
}

/** @param fault of the page, in words. */
function alarm(fault: string): void {
  document.documentElement.classList.add('is-broken')
  const alert = byId('alarm')
  alert.hidden = false
  alert.textContent = `Do not trust this page: ${fault}.`
}

function unlike(model: PageModel, { row, request, claimed, decided }: Claim): string {
  return `it says '${claimed}' of ${request.method} ${request.url} for ${nameOf(model, row)}, and its own rules decide '${decided}'`
}
