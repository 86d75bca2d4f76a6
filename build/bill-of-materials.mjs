// Tells what was bundled: an SBOM of the packages of whose files something is in the bundles. They are no run-time
// dependencies of the package, so nobody who audits an installation would find them otherwise.
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'

/** The packages of whose files something is in the bundles, each as NAME@VERSION, of esbuild's metafiles. */
function bundledPackages(metafiles) {
  const folders = metafiles
    .flatMap(({ outputs }) => Object.values(outputs))
    .flatMap(({ inputs }) => Object.entries(inputs))
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    .map(([path]) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0])
  return new Set(
    folders
      .filter((folder) => folder !== undefined)
      .map((folder) => JSON.parse(readFileSync(`${folder}/package.json`, 'utf8')))
      .map(({ name, version }) => `${name}@${version}`),
  )
}

/**
 * Writes a CycloneDX document of the package and what is bundled into it. It is the one that npm makes of the lock
 * file, without what only builds and tests, and without what differs from one build to the next.
 */
export function writeBillOfMaterials(file, metafiles) {
  const bundled = bundledPackages(metafiles)
  const {
    serialNumber: _serial,
    metadata,
    components,
    dependencies,
    ...rest
  } = JSON.parse(
    execFileSync('npm', ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only'], {
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
    }),
  )
  const kept = components.filter((component) => bundled.has(component['bom-ref']))
  if (kept.length !== bundled.size)
    throw new Error(`of ${[...bundled].join(', ')} the SBOM of npm has ${kept.length}`)
  const own = metadata.component
  const document = {
    ...rest,
    metadata: { component: { ...own, name: 'policyctl' } },
    // To npm they are for development alone. What is bundled runs.
    components: kept.map(({ properties: _development, ...component }) => ({
      ...component,
      scope: 'required',
    })),
    dependencies: dependencies
      .filter(({ ref }) => bundled.has(ref))
      .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((one) => bundled.has(one)) }))
      .concat({ ref: own['bom-ref'], dependsOn: [...bundled].sort() }),
  }
  writeFileSync(file, `${JSON.stringify(document, null, 2)}\n`)
}
