#!/usr/bin/env bash
# The same dependency has two names in npm's two kinds of SBOM.
#
# Guess: for a dependency that is installed under an alias, `npm sbom` names the package that
# it is, in both formats.
#
# Fact:  SPDX names the package, ms; CycloneDX names the alias, old, with the purl of ms
# beside it. Who looks a component up by its name finds nothing, or another package.
#
# Why it matters here: the SBOM of a release is what an auditor searches; purls are what to
# search for.
#
# Seen with: npm 11.19.1 (the package npm), Node 20.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts npm@11.19.1 old@npm:ms@2.0.0 >/dev/null

npm=node_modules/.bin/npm
names() { node -e "
  const text = require('fs').readFileSync(0, 'utf8')
  const bom = JSON.parse(text)
  const all = bom.components ?? bom.packages
  const purl = (one) => one.purl ?? one.externalRefs?.[0]?.referenceLocator
  for (const one of all) if (/pkg:npm.ms@/.test(purl(one) ?? '')) console.log(process.argv[1] + ': ' + one.name + ', ' + purl(one))
" "$1"; }
seen=$(
  "$npm" sbom --sbom-format cyclonedx --omit dev 2>/dev/null | names cyclonedx | grep '2.0.0'
  "$npm" sbom --sbom-format spdx --omit dev 2>/dev/null | names spdx | grep '2.0.0'
)

expected=$(cat <<'EOF'
cyclonedx: old, pkg:npm/ms@2.0.0
spdx: ms, pkg:npm/ms@2.0.0
EOF
)
printf '%s\n' "$seen"
if [ "$seen" != "$expected" ]; then
  echo "This is no longer what was seen, which was:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi
