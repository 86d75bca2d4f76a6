/** Replaces user names and passwords of URLs in what a page holds, since it is mailed and kept: each by a name of its own, so that rules that differ stay different. */
import type { AccessSide } from '../access/model/access-side.ts'
import { hiddenInUrl } from '../policy/userinfo.ts'

export interface WithoutPasswords {
  /** The value with each user name and password replaced; the same value if it has none. */
  readonly hide: <Value>(value: Value) => Value
  /** The value as it was before. */
  readonly restore: <Value>(value: Value) => Value
  readonly hideSide: <Side extends Pick<AccessSide, 'policies'>>(side: Side) => Side
}

export function withoutPasswords(): WithoutPasswords {
  const names = new Map<string, string>()
  const users = new Map<string, string>()
  const hideText = (text: string): string => {
    const masked = hiddenInUrl(text)
    if (masked === text) return text
    const start = firstDifference(text, masked)
    const end = text.indexOf('@', lastDifference(text, masked))
    const user = text.slice(start, end)
    const name = names.get(user) ?? `hidden-${names.size + 1}`
    names.set(user, name)
    users.set(name, user)
    return text.slice(0, start) + name + text.slice(end)
  }
  const restoreText = (text: string): string =>
    text.replace(/(hidden-\d+)(?=@)/, (name) => users.get(name) ?? name)
  const hide = <Value>(value: Value): Value => mapped(value, hideText) as Value
  return {
    hide,
    restore: (value) => (users.size === 0 ? value : (mapped(value, restoreText) as typeof value)),
    hideSide: (side) => {
      const policies = new Map([...side.policies].map(([name, spec]) => [name, hide(spec)]))
      return { ...side, policies }
    },
  }
}

function firstDifference(text: string, masked: string): number {
  let at = 0
  while (text[at] === masked[at]) at += 1
  return at
}

function lastDifference(text: string, masked: string): number {
  let at = text.length - 1
  while (at > 0 && text[at] === masked[at]) at -= 1
  return at
}

/** @returns the value itself if no text in it changes. */
function mapped(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return value.includes('@') ? change(value) : value
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([key, below]) => [key, below, mapped(below, change)] as const)
  if (entries.every(([, before, after]) => before === after)) return value
  if (Array.isArray(value)) return entries.map(([, , after]) => after)
  return Object.fromEntries(entries.map(([key, , after]) => [key, after]))
}
