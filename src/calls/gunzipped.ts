import type { Gunzip } from 'node:zlib'

/** The stream is cut off or damaged; the bytes before that were delivered. */
export class GzipFault extends Error {}

/** Unpacks a stream while the caller reads the bytes before. @throws GzipFault. */
export async function* gunzipped(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  // Loaded only when needed, so that other runs start faster.
  const { createGunzip } = await import('node:zlib')
  const gunzip = createGunzip({ chunkSize: 128 * 1024 })
  const unpacked: Uint8Array[] = []
  let fault: Error | null = null
  let isOver = false
  gunzip.on('data', (piece: Uint8Array) => void unpacked.push(piece))
  // If the stream fails or ends early, the callback of write() is never called: the writer waits for this, too.
  const over = new Promise<void>((resolve) => {
    const end = (error: Error | null): void => {
      fault ??= error
      isOver = true
      resolve()
    }
    gunzip.on('error', end)
    gunzip.on('end', () => end(null))
  })
  let given = 0
  const write = (chunk: Uint8Array): Promise<void> => {
    given += chunk.length
    return Promise.race([new Promise<void>((resolve) => void gunzip.write(chunk, () => resolve())), over])
  }
  const failed = (): boolean => fault !== null
  try {
    let writing: Promise<void> = Promise.resolve()
    let last: Uint8Array = new Uint8Array()
    for await (const chunk of chunks) {
      await writing
      const pieces = unpacked.splice(0)
      if (failed()) break
      if (isOver) assertPadding(chunk)
      else writing = write(chunk)
      last = isOver ? last : chunk
      yield* pieces
    }
    await writing
    if (!failed() && !isOver) await ended(gunzip)
    yield* unpacked.splice(0)
    if (failed()) throw new GzipFault('the gzip stream is damaged or cut off')
    assertPadding(last.subarray(last.length - (given - gunzip.bytesWritten)))
  } finally {
    gunzip.destroy()
  }
}

/** Zeros after the stream are accepted: some tools pad files with them. */
function assertPadding(rest: Uint8Array): void {
  if (rest.some((byte) => byte !== 0)) throw new GzipFault('there is something after the gzip stream')
}

function ended(gunzip: Gunzip): Promise<void> {
  return new Promise((resolve) => {
    gunzip.once('end', resolve)
    gunzip.once('error', () => resolve())
    gunzip.end()
  })
}
