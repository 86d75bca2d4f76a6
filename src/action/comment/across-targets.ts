interface OfTarget<Value> {
  /** The name of a target. */
  readonly name: string
  readonly value: Value
}

interface OfTargets<Value> {
  readonly value: Value
  readonly targets: readonly string[]
}

/** Groups equal values of several targets, so that each is shown once. */
export function acrossTargets<Value>(
  items: readonly OfTarget<Value>[],
  keyOf: (value: Value) => string,
): readonly OfTargets<Value>[] {
  const byKey = new Map<string, { value: Value; targets: string[] }>()
  for (const { name, value } of items) {
    const key = keyOf(value)
    const known = byKey.get(key)
    if (known === undefined) byKey.set(key, { value, targets: [name] })
    else known.targets.push(name)
  }
  return [...byKey.values()]
}
