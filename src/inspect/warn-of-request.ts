import { METHODS } from '../access/model/reading.ts'
import { didYouMean } from '../diagnostic/did-you-mean.ts'
import { hasUserinfo } from '../policy/userinfo.ts'
import type { Context } from '../workbench/context.ts'

/**
 * Notes that a method is unusual. The question is still answered: custom methods are
 * legal, and cannot be told from typing mistakes.
 *
 * @param place `requests.jsonl:3`; null: the command line.
 */
export function warnOfMethod(
  method: string,
  { notify }: Pick<Context, 'notify'>,
  place: string | null = null,
): void {
  if (method === '*' || METHODS.includes(method.toUpperCase())) return
  const meant = didYouMean(method, METHODS)
  const where = place === null ? '' : `${place} `
  const question = meant === null ? '' : `; did you mean ${meant}?`
  notify({
    kind: 'note',
    text: `${where}${method} is not a usual HTTP method${question}`,
  })
}

/**
 * Warns that the URL has a user name or password, which no client sends in the URL. The request is decided as it is
 * written, so the answer is not about a real call.
 *
 * @param place as in warnOfMethod.
 */
export function warnOfUserinfo(
  url: string,
  { notify }: Pick<Context, 'notify'>,
  place: string | null = null,
): void {
  if (!hasUserinfo(url)) return
  const where = place === null ? '' : `${place} `
  notify({
    kind: 'warning',
    text: `${where}the URL has a user name or password before its host, as no request has; leave it out to ask about a real call`,
  })
}

/** Notes that a `*` is a character of the URL: a decision about that one URL looks like one about a pattern. */
export function warnOfStarInUrl(
  url: string,
  { notify }: Pick<Context, 'notify'>,
  place: string | null = null,
): void {
  if (!url.includes('*')) return
  const where = place === null ? '' : `${place} `
  notify({
    kind: 'note',
    text: `${where}the * in the URL is taken as a character, so this answer is about one URL; policyctl who-can METHOD PATTERN answers for a pattern`,
  })
}
