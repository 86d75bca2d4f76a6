/** Methods of RFC 9110 and PATCH of RFC 5789: what a tool's API is called with. */
export const METHODS: readonly string[] = [
  'GET',
  'HEAD',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'OPTIONS',
  'TRACE',
  'CONNECT',
]

export function isMethod(text: string): boolean {
  return METHODS.includes(text)
}

/** Methods that change something, by their definition. */
export const WRITES: readonly string[] = ['POST', 'PUT', 'PATCH', 'DELETE']
