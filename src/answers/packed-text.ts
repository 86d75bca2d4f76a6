/** Texts that are held until their turn comes: documents of policies are to a twentieth of their length. */

export interface Packing {
  pack(text: string): Uint8Array
  unpack(packed: Uint8Array): string
}

/** Loaded where several targets are meant: a run about one of them starts without. */
export async function packing(): Promise<Packing> {
  const { deflateRawSync, inflateRawSync } = await import('node:zlib')
  return {
    pack: (text) => deflateRawSync(text, { level: 1 }),
    unpack: (packed) => inflateRawSync(packed).toString('utf8'),
  }
}
