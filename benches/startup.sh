#!/usr/bin/env bash
# How long a whole process takes over one small file, beside jsonschema-cli over the same file
# with a schema of the same constraints. Needs hyperfine (Debian: apt-get install hyperfine).
set -euo pipefail
cd "$(dirname "$0")/.."
target=${CARGO_TARGET_DIR:-target}

cargo build --quiet --release --bin smartro-lint
if [ ! -x "$target/peers/bin/jsonschema-cli" ]; then
  cargo install --quiet --locked --root "$target/peers" jsonschema-cli
fi
hyperfine --shell=none --warmup 20 --min-runs 200 \
  --export-markdown "$target/startup.md" \
  --command-name smartro-lint "$target/release/smartro-lint benches/order.json" \
  --command-name jsonschema-cli \
  "$target/peers/bin/jsonschema-cli validate benches/schema.json -i benches/order.json" \
  --command-name true /bin/true
cat "$target/startup.md"
