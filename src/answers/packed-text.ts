/** Keeps texts compressed until they are printed: documents of policies shrink to a twentieth. */

export interface Packing {
  pack(text: string): Uint8Array
  unpack(packed: Uint8Array): string
}

/** Loads zlib, which only runs about several targets need. */
export async function packing(): Promise<Packing> {
  const { deflateRawSync, inflateRawSync } = await import('node:zlib')
  return {
    pack: (text) => deflateRawSync(text, { level: 1 }),
    unpack: (packed) => inflateRawSync(packed).toString('utf8'),
  }
}
