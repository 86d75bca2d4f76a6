#!/usr/bin/env bash
# `oneOf` of required keys takes the closed object out of the type, and the choice with it.
#
# Guess: a closed object (`additionalProperties: false`) with oneOf [{required: [a]},
# {required: [b]}] becomes a union of two closed types, or at least stays closed.
#
# Fact:  the branches have no properties of their own, so each is read as an open object. The
# type is `{ a?: string; b?: string } & { [k: string]: unknown }`: neither key is required, both
# may stand together, and any misspelt key compiles.
#
# Why it matters here: our own schemas have that shape (a target is embedded or an endpoint);
# the build drops such a oneOf before the types are made, so that the type stays closed.
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
const closed = { type: 'object', additionalProperties: false, properties: { a: { type: 'string' }, b: { type: 'string' } } }
const show = async (schema) => console.log((await compile(schema, 'Target', { bannerComment: '' })).replace(/\s+/g, ' ').trim())
await show(closed)
await show({ ...closed, oneOf: [{ required: ['a'] }, { required: ['b'] }] })
EOF
seen=$(node probe.mjs)
expected=$(cat <<'EOF'
export interface Target { a?: string; b?: string; }
export type Target = { a?: string; b?: string; } & { [k: string]: unknown; };
EOF
)
printf '%s\n' "$seen"
if [ "$seen" != "$expected" ]; then
  echo "This is no longer what was seen, which was:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi
