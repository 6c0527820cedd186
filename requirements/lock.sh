#!/bin/sh
# Writes the two lock files anew from the *.in files. Needs uv (a package of the
# Python index); the locks themselves are installed with pip.
set -eu
cd "$(dirname "$0")"
lock() {
    uv pip compile --quiet --no-config --universal --python-version 3.11 \
        --generate-hashes --no-annotate --no-header "$@"
}
{ lock dev.in && lock --no-deps addons.in; } > dev.lock.new
lock lint.in > lint.lock.new
mv dev.lock.new dev.lock
mv lint.lock.new lint.lock
