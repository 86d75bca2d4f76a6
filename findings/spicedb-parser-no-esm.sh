#!/usr/bin/env bash
# The ES module of SpiceDB's schema parser cannot be imported by Node.
#
# Guess: a package whose exports name an "import" file can be imported.
#
# Fact:  that file imports names of a CommonJS package which Node does not see, so every import
# raises a SyntaxError. require() of the same package works; bundlers hide the fault.
#
# Why it matters here: a test that installs a package and imports it both ways finds this, and
# a test in the package's own repository does not. Ours does it with the packed tarball.
#
# Seen with: @authzed/spicedb-parser-js@1.2.0 on Node 20 and newer.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts @authzed/spicedb-parser-js@1.2.0 >/dev/null

cat >probe.mjs <<'EOF'
import { createRequire } from 'node:module'
const required = createRequire(import.meta.url)('@authzed/spicedb-parser-js')
console.log('require:', typeof required.parseSchema)
const imported = await import('@authzed/spicedb-parser-js').then(
  (module) => typeof module.parseSchema,
  (error) => error.constructor.name,
)
console.log('import:', imported)
EOF

seen=$(node probe.mjs 2>&1)
expected=$(cat <<'EOF'
require: function
import: SyntaxError
EOF
)
printf '%s\n' "$seen"
if [ "$seen" != "$expected" ]; then
  echo "This is no longer what was seen, which was:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi
