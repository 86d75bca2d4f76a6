#!/usr/bin/env bash
# The global setup of a Vitest config runs once more for each project that extends it.
#
# Guess: globalSetup of the root runs once for all projects, being global.
#
# Fact:  a project with `extends: true` takes it over as its own: with two projects it runs three
# times, once for the root and once for each.
#
# Why it matters here: our setup builds what the tests run; three builds at once wrote over each
# other until the projects were told to have none.
#
# Seen with: vitest@4.1.12 on Node 20 and newer.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts vitest@4.1.12 >/dev/null

cat >probe.mjs <<'EOF'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { startVitest } from 'vitest/node'
writeFileSync('setup.mjs', `import { appendFileSync } from 'node:fs'\nexport const setup = () => appendFileSync('setups.txt', 'x')\n`)
mkdirSync('tests')
for (const name of ['one', 'two']) writeFileSync(`tests/${name}.test.mjs`, `import { test } from 'vitest'\ntest('${name}', () => {})\n`)
const projects = ['one', 'two'].map((name) => `{ extends: true, test: { name: '${name}', include: ['tests/${name}.test.mjs'] } }`)
writeFileSync('vitest.config.mjs', `export default { test: { globalSetup: ['./setup.mjs'], projects: [${projects}] } }\n`)
const vitest = await startVitest('test', [], { run: true, watch: false, reporters: [{}] })
await vitest.close()
console.log(readFileSync('setups.txt', 'utf8').length, 'setups for two projects')
EOF
seen=$(node probe.mjs 2>/dev/null)
expected=$(cat <<'EOF'
3 setups for two projects
EOF
)
printf '%s\n' "$seen"
if [ "$seen" != "$expected" ]; then
  echo "This is no longer what was seen, which was:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi
