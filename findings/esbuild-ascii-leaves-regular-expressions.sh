#!/usr/bin/env bash
# esbuild's charset ascii leaves non-ASCII characters in regular expressions and tagged templates.
#
# Guess: with the default charset (ascii) the bundle is ASCII.
#
# Fact:  strings and plain templates are escaped. A regular expression or a
# tagged template keeps its characters as they are.
#
# Why it matters here: one such character makes V8 hold the whole file in two bytes a
# character. Ten of them in our bundle of 1.7 MB cost a quarter of the time to compile it,
# so build.mjs escapes them, and test/cli/bundle.test.ts holds the bundle to ASCII.
#
# Seen with: esbuild@0.28.2, on Node 20 and newer.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund esbuild@0.28.2 >/dev/null

cat >probe.mjs <<'EOF'
import { transform } from 'esbuild'
for (const source of ["x = '→'", 'x = `→`', 'x = /→/', 'x = String.raw`→`']) {
  const { code } = await transform(source, { charset: 'ascii' })
  console.log(source.replace('→', 'ARROW'), /^[\x00-\x7f]*$/.test(code) ? 'ascii' : 'not ascii')
}
EOF

seen=$(node probe.mjs 2>&1)
expected=$(cat <<'EOF'
x = 'ARROW' ascii
x = `ARROW` ascii
x = /ARROW/ not ascii
x = String.raw`ARROW` not ascii
EOF
)
printf '%s\n' "$seen"
if [ "$seen" != "$expected" ]; then
  echo "This is no longer what was seen, which was:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi
