import type { Request } from '../policy/request.ts'

/** A witness in a message: `POST https://api.example.com/ with tags [money]`. */
export function requestText({ method, url, tags, tool, capability }: Request): string {
  const more = [
    ...(tool === null ? [] : [`tool ${tool}`]),
    ...(tags.length === 0 ? [] : [`tags [${tags.join(', ')}]`]),
    ...(capability === null ? [] : [`capability ${capability}`]),
  ]
  return more.length === 0 ? `${method} ${url}` : `${method} ${url} with ${more.join(', ')}`
}
