#!/usr/bin/env bash
# gitconfiglocal breaks the names of sections that have a dot, and keeps quotes.
#
# Guess: what git config --list prints is what the library returns, since it is made for
# .git/config: a remote up.stream has its URL, and url."https://github.com/" its insteadOf.
#
# Fact:  it reads INI, where a dot parts names: the remote is up, with a key `stream"`, the
# rewrite of URLs is under https://github, with a key `com/"`; a quoted value keeps its quotes.
#
# Why it matters here: who takes a remote's URL or its rewrite from such a map compares
# with nothing; we ask git itself.
#
# Seen with: gitconfiglocal@2.1.0 on Node 20 and newer, git 2.39.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts gitconfiglocal@2.1.0 >/dev/null

cat >probe.mjs <<'EOF'
import { execFileSync } from 'node:child_process'
import { createRequire } from 'node:module'
const read = createRequire(import.meta.url)('gitconfiglocal')
const git = (...args) => execFileSync('git', args, { encoding: 'utf8' })
git('init', '--quiet', 'repository')
const config = ['config', '--file', 'repository/.git/config']
git(...config, 'remote.up.stream.url', 'first # not a comment')
git(...config, 'url.https://github.com/.insteadOf', 'gh:')
for (const name of ['remote.up.stream.url', 'url.https://github.com/.insteadOf']) {
  console.log('git', git(...config, name).trim())
}
read('repository', (error, { remote, url }) => {
  if (error) throw error
  console.log('gitconfiglocal', JSON.stringify(remote))
  console.log('gitconfiglocal', JSON.stringify(url))
})
EOF

seen=$(node probe.mjs 2>&1)
expected=$(cat <<'EOF'
git first # not a comment
git gh:
gitconfiglocal {"up":{"stream\"":{"url":"first # not a comment"}}}
gitconfiglocal {"https://github":{"com/\"":{"insteadOf":"gh:"}}}
EOF
)
printf '%s\n' "$seen"
if [ "$seen" != "$expected" ]; then
  echo "This is no longer what was seen, which was:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi
