#!/usr/bin/env bash
# A patch of just-diff names another member where a name has a slash or a tilde.
#
# Guess: the paths of jsonPatchPathConverter, which is made for RFC 6902, are JSON Pointers: a slash
# in a name is written ~1, and a tilde ~0 (RFC 6901, 3).
#
# Fact:  names are put together as they are. The patch that should take the label "team/role" away
# takes "role" out of "team", and nobody hears of it; if there is no such member, it fails.
#
# Why it matters here: labels and annotations of Kubernetes have a slash in nearly every name.
# rfc6902 and fast-json-patch make the right patch.
#
# Seen with: just-diff@6.0.2, fast-json-patch@3.1.1 on Node 20 and newer.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts just-diff@6.0.2 fast-json-patch@3.1.1 >/dev/null

cat >probe.mjs <<'EOF'
import jsonPatch from 'fast-json-patch'
import { diff, jsonPatchPathConverter } from 'just-diff'
const before = { 'team/role': 'old', team: { role: 'owner', name: 'payments' } }
const after = { team: { role: 'owner', name: 'payments' } }
console.log('wanted:', JSON.stringify(after))
for (const [name, patch] of [
  ['just-diff', diff(before, after, jsonPatchPathConverter)],
  ['fast-json-patch', jsonPatch.compare(before, after)],
]) {
  const result = jsonPatch.applyPatch(structuredClone(before), patch, true).newDocument
  console.log(`${name}:`, JSON.stringify(patch), '->', JSON.stringify(result))
}
EOF

seen=$(node probe.mjs 2>&1)
expected=$(cat <<'EOF'
wanted: {"team":{"role":"owner","name":"payments"}}
just-diff: [{"op":"remove","path":"/team/role"}] -> {"team/role":"old","team":{"name":"payments"}}
fast-json-patch: [{"op":"remove","path":"/team~1role"}] -> {"team":{"role":"owner","name":"payments"}}
EOF
)
printf '%s\n' "$seen"
if [ "$seen" != "$expected" ]; then
  echo "This is no longer what was seen, which was:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi
