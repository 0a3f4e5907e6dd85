#!/usr/bin/env bash
# Makes .venv from uv.lock and sees that the text-layout libraries are there.
#   environment.sh running      what `make run` needs
#   environment.sh developing   the tools of the suite as well
#   environment.sh checking     what `make lint` needs beside them: gettext
# Quick when nothing changed: the lock's hash is kept in .venv/.made-for-<purpose>.
set -euo pipefail
cd "$(dirname "$0")/../.."
export UV_PYTHON_DOWNLOADS=never
unset VIRTUAL_ENV UV_PROJECT_ENVIRONMENT

purpose=${1:-running}
[ "$purpose" != checking ] || purpose=developing

fail() {
    printf '\nFenceline cannot start: %s\n' "$1" >&2
    exit 1
}

# True where we may install Debian packages ourselves.
may_use_apt() {
    [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null && grep -qiE '^ID(_LIKE)?=.*(debian|ubuntu)' /etc/os-release
}

apt_install() {
    printf 'Installing %s with apt-get.\n' "$*"
    if [ -z "${apt_updated:-}" ]; then
        apt-get update -qq </dev/null >/dev/null || true
        apt_updated=1
    fi
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" </dev/null >/dev/null
}

find_python() {
    local name found
    for name in ${PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11; do
        found=$("$name" -c 'import sys; print(sys.executable if sys.version_info >= (3, 11) else "")' 2>/dev/null) || continue
        if [ -n "$found" ]; then
            printf '%s' "$found"
            return
        fi
    done
    fail "it needs Python 3.11 or newer, and found none. On Debian or Ubuntu: apt install python3 python3-venv"
}

find_uv() {
    if command -v uv >/dev/null; then
        command -v uv
        return
    fi
    if [ ! -x .uv/bin/uv ]; then
        if ! "$python" -c 'import ensurepip' 2>/dev/null; then
            may_use_apt && apt_install python3-venv >&2 || true
            "$python" -c 'import ensurepip' 2>/dev/null ||
                fail "this Python cannot make virtual environments. On Debian or Ubuntu: apt install python3-venv"
        fi
        printf 'Bringing uv, which installs the locked packages.\n' >&2
        rm -rf .uv
        "$python" -m venv .uv >&2
        .uv/bin/python -m pip install --quiet --disable-pip-version-check 'uv>=0.9' >&2 ||
            fail "uv could not be installed with pip; see the lines above (is the package index reachable?)."
    fi
    printf '%s' "$PWD/.uv/bin/uv"
}

sync_packages() {
    local wanted python uv
    wanted=$(cksum <uv.lock)
    for made in .venv/.made-for-developing ".venv/.made-for-$purpose"; do
        if [ -x .venv/bin/python ] && [ "$(cat "$made" 2>/dev/null)" = "$wanted" ]; then
            return
        fi
    done
    python=$(find_python)
    uv=$(find_uv)
    printf 'Making .venv from uv.lock.\n'
    # --inexact: `make run` leaves a developer's tools where they are.
    if [ "$purpose" = developing ]; then
        "$uv" sync --quiet --frozen --python "$python"
    else
        "$uv" sync --quiet --frozen --no-dev --inexact --python "$python"
    fi || fail "the locked packages could not be installed; see the lines above."
    printf '%s' "$wanted" >".venv/.made-for-$purpose"
    say_who_can_run_it
}

# Services run by an account of their own, which cannot read what lies in root's home folder.
say_who_can_run_it() {
    case $(readlink -f .venv/bin/python) in
    /root/*) printf 'Only root can run this .venv, for its Python lies under /root. For a service: rm -rf .venv, and again with PYTHON=/usr/bin/python3.\n' ;;
    esac
}

has_pango() {
    .venv/bin/python - <<'PYTHON'
import ctypes
import sys

suffix = "{}.dylib" if sys.platform == "darwin" else "{}.so.0"
try:
    for name in ("libpango-1.0", "libpangoft2-1.0", "libharfbuzz", "libharfbuzz-subset"):
        ctypes.CDLL(suffix.format(f"{name}.0" if sys.platform == "darwin" and "harfbuzz" in name else name))
except OSError:
    sys.exit(1)
PYTHON
}

check_pango() {
    has_pango && return
    if may_use_apt; then
        apt_install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 || true
        has_pango && return
    fi
    fail "it needs the Pango text-layout library for its PDFs. On Debian or Ubuntu: apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0; on Fedora: dnf install pango harfbuzz; on a Mac: brew install pango harfbuzz"
}

# `make lint` takes the words of the portal out as a translator's tool would.
check_gettext() {
    command -v xgettext >/dev/null && command -v msguniq >/dev/null && return
    if may_use_apt; then
        apt_install gettext || true
        command -v xgettext >/dev/null && return
    fi
    fail "its checks need GNU gettext. On Debian or Ubuntu: apt install gettext; on Fedora: dnf install gettext; on a Mac: brew install gettext"
}

sync_packages
check_pango
if [ "${1:-}" = checking ]; then
    check_gettext
fi
