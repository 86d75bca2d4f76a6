import { METHODS } from '../access/model/reading.ts'

export { METHODS } from '../access/model/reading.ts'

export function isMethod(text: string): boolean {
  return METHODS.includes(text)
}

/** Methods that change something, by their definition. */
export const WRITES: readonly string[] = ['POST', 'PUT', 'PATCH', 'DELETE']
