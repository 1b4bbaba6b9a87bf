#!/bin/sh
# Any server that one can log in to: builds, and copies what has changed.
#   SITE_URL=https://example.org BASE_PATH=/blog/ deploy/rsync.sh user@example.org:/var/www/blog/
set -eu
if [ $# -ne 1 ]; then
  echo "Expected where the site goes; received $# arguments: deploy/rsync.sh USER@HOST:FOLDER/" >&2
  exit 2
fi
if ! command -v rsync > /dev/null; then
  echo "rsync is not installed here; it is needed here and on the server." >&2
  exit 2
fi
cd "$(dirname "$0")/.."
npm run build -- --strict
npm run compress
# First what is new, so that no page asks for a file that is not there yet; then what is old goes.
rsync --recursive --checksum --delay-updates dist/ "$1"
rsync --recursive --checksum --delete-delay dist/ "$1"
