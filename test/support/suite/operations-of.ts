/**
 * How much a piece of work does: calls of what inner loops are made of, and the
 * items that list methods may walk. Unlike time it is the same on every machine.
 */

const LISTS = [
  'some',
  'every',
  'filter',
  'find',
  'findIndex',
  'findLast',
  'includes',
  'map',
  'flatMap',
  'reduce',
  'join',
]
const COUNTED: readonly (readonly [prototype: object, methods: readonly string[]])[] = [
  [Array.prototype, LISTS],
  [
    String.prototype,
    ['startsWith', 'endsWith', 'includes', 'indexOf', 'slice', 'split', 'replaceAll', 'localeCompare'],
  ],
  [RegExp.prototype, ['test', 'exec']],
  [Map.prototype, ['get', 'set', 'has']],
  [Set.prototype, ['has', 'add']],
]

/** @param work runs to its end at once. */
export function operationsOf(work: () => void): number {
  let count = 0
  const restores = COUNTED.flatMap(([prototype, methods]) =>
    methods.map((name) => {
      const original = Reflect.getOwnPropertyDescriptor(prototype, name) ?? {}
      const method: (...args: unknown[]) => unknown = original.value
      const value = function (this: unknown, ...args: unknown[]): unknown {
        count += Array.isArray(this) ? 1 + this.length : 1
        return Reflect.apply(method, this, args)
      }
      Object.defineProperty(prototype, name, { ...original, value })
      return () => Object.defineProperty(prototype, name, original)
    }),
  )
  try {
    work()
  } finally {
    for (const restore of restores) restore()
  }
  return count
}
