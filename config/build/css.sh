#!/usr/bin/env bash
# Rebuild static/css/fenceline.css from static/scss. Needs Node and the packages of package-lock.json.
set -euo pipefail
cd "$(dirname "$0")/../.."
command -v npm >/dev/null || { echo "Rebuilding the CSS needs Node (npm). Running the portal does not." >&2; exit 1; }
npm ci --no-audit --no-fund
npm run css
