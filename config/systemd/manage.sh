#!/bin/sh
# A command of manage.py as the services run it: their account, their environment. As root: manage.sh check --deploy
set -eu
exec systemd-run --quiet --collect --pipe --wait --uid=fenceline --working-directory=/srv/fenceline \
    --property=EnvironmentFile=/etc/fenceline/fenceline.env --property=UMask=0077 --property=NoNewPrivileges=yes \
    --property=ProtectSystem=strict --property=ProtectHome=yes --property=PrivateTmp=yes \
    --property=ReadWritePaths=-/var/backups/fenceline \
    --property=StateDirectory=fenceline --property=StateDirectoryMode=0700 \
    --property=CacheDirectory=fenceline --property=CacheDirectoryMode=0700 \
    --setenv=VAR_DIR=/var/lib/fenceline --setenv=XDG_CACHE_HOME=/var/cache/fenceline \
    /srv/fenceline/.venv/bin/python manage.py "$@"
