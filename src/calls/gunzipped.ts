import type { Gunzip } from 'node:zlib'

/** The stream ends before it should, or holds something else; what came before was given out. */
export class GzipFault extends Error {}

/** Unpacks while what was unpacked before is looked at. @throws GzipFault. */
export async function* gunzipped(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  // Loaded for a log that is packed: every other run starts faster without.
  const { createGunzip } = await import('node:zlib')
  const gunzip = createGunzip({ chunkSize: 128 * 1024 })
  const unpacked: Uint8Array[] = []
  let fault: Error | null = null
  gunzip.on('data', (piece: Uint8Array) => void unpacked.push(piece))
  gunzip.on('error', (error) => {
    fault = error
  })
  const failed = (): boolean => fault !== null
  try {
    let writing: Promise<void> = Promise.resolve()
    for await (const chunk of chunks) {
      await writing
      const pieces = unpacked.splice(0)
      if (failed()) break
      writing = new Promise((resolve) => void gunzip.write(chunk, () => resolve()))
      yield* pieces
    }
    await writing
    if (!failed()) await ended(gunzip)
    yield* unpacked.splice(0)
    if (failed()) throw new GzipFault('the gzip stream is damaged or cut off')
  } finally {
    gunzip.destroy()
  }
}

function ended(gunzip: Gunzip): Promise<void> {
  return new Promise((resolve) => {
    gunzip.once('end', resolve)
    gunzip.once('error', () => resolve())
    gunzip.end()
  })
}
