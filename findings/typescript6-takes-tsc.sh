#!/usr/bin/env bash
# A project that installs TypeScript 7, and TypeScript 6 beside it, is checked by 6.
#
# Guess: @typescript/typescript6 is made to stand beside typescript@7: its own command is
# tsc6, so `tsc` stays that of typescript, which is the direct dependency.
#
# Fact:  node_modules/.bin/tsc is TypeScript 6. typescript6 depends on an alias,
# @typescript/old, which is typescript@6 with its own `tsc`; npm links both into one
# folder, and the transitive one wins. Nothing is said, and `npm run typecheck` goes on.
#
# Why it matters here: a check that is meant to be made by one compiler is made by another,
# three times slower; scripts name the file of the compiler that is meant.
#
# Seen with: npm 11.19.1, typescript@7.0.2, @typescript/typescript6@6.0.2, Node 20.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts --save-dev \
  typescript@7.0.2 @typescript/typescript6@6.0.2 >/dev/null

seen=$(
  echo "asked for: $(node -p 'require("./package.json").devDependencies.typescript')"
  echo "typescript: $(node -p 'require("./node_modules/typescript/package.json").version')"
  echo "tsc: $(node_modules/.bin/tsc --version | cut -d. -f1)"
  echo "file: $(readlink node_modules/.bin/tsc)"
  echo "said: $(npm ls 2>&1 | grep -ci 'conflict\|warn' || true)"
)
expected=$(cat <<'EOF'
asked for: ^7.0.2
typescript: 7.0.2
tsc: Version 6
file: ../@typescript/old/bin/tsc
said: 0
EOF
)
printf '%s\n' "$seen"
if [ "$seen" != "$expected" ]; then
  echo "This is no longer what was seen, which was:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi
