import { METHODS } from '../access/model/reading.ts'
import { didYouMean } from '../diagnostic/did-you-mean.ts'
import { hasUserinfo } from '../policy/userinfo.ts'
import type { Context } from '../workbench/context.ts'

/**
 * Says that a method is no usual one. It is answered all the same: custom
 * methods are legal, and a slip looks like one.
 *
 * @param place `requests.jsonl:3`, null for the command line.
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
 * Says that the URL has a user name or password, which no client sends in it. It is decided as it is written, so the
 * answer is about no real call.
 *
 * @param place as of warnOfMethod.
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
