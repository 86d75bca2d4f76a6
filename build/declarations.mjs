// Rolls the types of the library up into one file, so that a consumer sees what is exported and nothing else.
import { rollup } from 'rollup'
import { dts } from 'rollup-plugin-dts'

/** Writes the declarations of src/index.ts to `file`; whatever is not the library's own or Node's is an error. */
export async function writeDeclarations(file) {
  const bundle = await rollup({
    input: 'src/index.ts',
    external: /^node:/,
    plugins: [dts({ tsconfig: 'tsconfig.types.json' })],
    onwarn: ({ message }) => {
      throw new Error(message)
    },
  })
  await bundle.write({ file, format: 'es', banner: '/// <reference types="node" />' })
  await bundle.close()
}
