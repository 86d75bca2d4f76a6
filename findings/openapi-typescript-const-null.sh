#!/usr/bin/env bash
# A member that must be null is typed as unknown by openapi-typescript.
#
# Guess: `const: null` of OpenAPI 3.1 is typed null, as `const: 1` is typed 1.
#
# Fact:  it is unknown, with a comment that calls it a constant; type: "null" gives null.
#
# Why it matters here: types that came from a public contract let through what the
# contract refuses; we check the stand-in's requests at run time too.
#
# Seen with: openapi-typescript@7.13.0, typescript@5.9.3 on Node 20 and newer.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts openapi-typescript@7.13.0 typescript@5.9.3 >/dev/null

cat >probe.mjs <<'EOF'
import openapi, { astToString } from 'openapi-typescript'
const properties = { a: { const: null }, b: { const: 1 }, c: { type: 'null' } }
const document = {
  openapi: '3.1.0',
  info: { title: 't', version: '1' },
  paths: {},
  components: { schemas: { Thing: { type: 'object', required: ['a', 'b', 'c'], properties } } },
}
const text = astToString(await openapi(document))
console.log(text.match(/Thing: \{[^}]*\}/)[0].replace(/\s+/g, ' '))
EOF

seen=$(node probe.mjs 2>&1)
expected=$(cat <<'EOF'
Thing: { /** @constant */ a: unknown; /** @constant */ b: 1; c: null; }
EOF
)
printf '%s\n' "$seen"
if [ "$seen" != "$expected" ]; then
  echo "This is no longer what was seen, which was:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi
