#!/usr/bin/env bash
# A package URL of packageurl-js names another npm package than the one that was meant.
#
# Guess: `JSONStream`, a package from before npm wanted small letters, stays as it is, since
# the registry tells capitals apart.
#
# Fact:  packageurl-js writes `pkg:npm/jsonstream@1.3.5`. npm's own `npm sbom` writes
# `pkg:npm/JSONStream@1.3.5` for the same installation. Both names exist in the registry, with
# different versions, so a bill of materials that went through the library points elsewhere.
#
# Why it matters here: a bill of materials of what is bundled is compared with advisories by
# this very string; ours takes the name from the lock file.
#
# Seen with: packageurl-js@2.0.1, JSONStream@1.3.5 and jsonstream@1.0.3 with npm 11.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts packageurl-js@2.0.1 JSONStream@1.3.5 >/dev/null

cat >probe.mjs <<'EOF'
import { PackageURL } from 'packageurl-js'
console.log(new PackageURL('npm', null, 'JSONStream', '1.3.5').toString())
EOF
library=$(node probe.mjs)
npm_itself=$(npm sbom --sbom-format=cyclonedx | grep -o 'pkg:npm/JSONStream@[0-9.]*' | head -1)
other=$(npm view jsonstream@1.0.3 name)

seen="$library $npm_itself $other"
expected='pkg:npm/jsonstream@1.3.5 pkg:npm/JSONStream@1.3.5 jsonstream'
printf '%s\n' "$seen"
if [ "$seen" != "$expected" ]; then
  echo "This is no longer what was seen, which was:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi
