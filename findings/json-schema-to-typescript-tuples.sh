#!/usr/bin/env bash
# A closed tuple of JSON Schema 2020-12 becomes the type of an empty array.
#
# Guess: `prefixItems` with `items: false` is written as [string, number] (or at least as
# unknown[]).
#
# Fact:  prefixItems is not known and `items: false` is, so the type is never[]: every
# document that the schema takes with a member in it is refused by the type.
# `unevaluatedProperties: false` is not known either, and leaves an open interface.
#
# Why it matters here: types that are generated from a schema are trusted to be the
# schema; keep to keywords that the generator reads (items as a list,
# additionalProperties).
#
# Seen with: json-schema-to-typescript@16.0.0 on Node 20 and newer.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts json-schema-to-typescript@16.0.0 >/dev/null

cat >probe.mjs <<'EOF'
import { compile } from 'json-schema-to-typescript'
const show = async (schema) => {
  const text = await compile({ title: 'Thing', type: 'object', ...schema }, 'Thing', { bannerComment: '' })
  console.log(text.replace(/\s+/g, ' ').trim())
}
const pair = { type: 'array', prefixItems: [{ type: 'string' }, { type: 'number' }], items: false }
await show({ properties: { pair }, additionalProperties: false })
await show({ properties: { name: { type: 'string' } }, unevaluatedProperties: false })
await show({ properties: { name: { type: 'string' } }, additionalProperties: false })
EOF

seen=$(node probe.mjs 2>&1)
expected=$(cat <<'EOF'
export interface Thing { pair?: never[]; }
export interface Thing { name?: string; [k: string]: unknown; }
export interface Thing { name?: string; }
EOF
)
printf '%s\n' "$seen"
if [ "$seen" != "$expected" ]; then
  echo "This is no longer what was seen, which was:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi
