#!/usr/bin/env bash
# parse-git-config keeps the last of several values of one key.
#
# Guess: a remote with two `fetch` lines, which is how one fetches branches and a namespace of
# one's own, comes back with both, as a list.
#
# Fact:  only the last one is there; git reads both. Names of sections, which git takes in any
# case, keep theirs.
#
# Why it matters here: refspecs decide whether a clone has the ledger at all; policyctl asks
# git for its config.
#
# Seen with: parse-git-config@3.0.0, git 2.39 and newer, Node 20.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts parse-git-config@3.0.0 >/dev/null

cat >config <<'EOF'
[remote "origin"]
	url = https://git.example/policies
	fetch = +refs/heads/*:refs/remotes/origin/*
	fetch = +refs/policyctl/*:refs/policyctl/*
[Core]
	Bare = false
EOF
cat >probe.cjs <<'EOF'
const { sync } = require('parse-git-config')
const config = sync({ path: 'config', expandKeys: true })
console.log('library:', JSON.stringify(config.remote.origin.fetch), Object.keys(config).sort().join(' '))
EOF
seen=$(
  node probe.cjs 2>&1
  echo "git: $(git config -f config --get-all remote.origin.fetch | wc -l) values, core.bare $(git config -f config core.bare)"
)

expected=$(cat <<'EOF'
library: "+refs/policyctl/*:refs/policyctl/*" Core remote
git: 2 values, core.bare false
EOF
)
printf '%s\n' "$seen"
if [ "$seen" != "$expected" ]; then
  echo "This is no longer what was seen, which was:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi
