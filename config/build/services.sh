# Sourced: where the suite finds PostgreSQL and Redis, unless the environment says otherwise.
# The suite makes and drops its own databases (test_fenceline…); the named one need not exist.
if [ -z "${DATABASE_URL:-}" ]; then
    # Over TCP where localhost is trusted, else over the socket that Debian opens to a role of one's own name.
    for DATABASE_URL in postgres://localhost/fenceline postgres://%2Fvar%2Frun%2Fpostgresql/fenceline; do
        .venv/bin/python -c '
import sys, urllib.parse, psycopg
psycopg.connect(host=urllib.parse.unquote(sys.argv[1].split("/")[2]), dbname="postgres", connect_timeout=3).close()
' "$DATABASE_URL" 2>/dev/null && break
        DATABASE_URL=
    done
    if [ -z "$DATABASE_URL" ]; then
        echo 'No PostgreSQL answers on localhost for this user. Start it and make a role that may create databases, for example: su postgres -c "createuser --superuser root"; or set DATABASE_URL.' >&2
        return 1
    fi
fi
export DATABASE_URL
export BROKER_URL=${BROKER_URL:-redis://localhost:6379/5}
export CACHE_URL=${CACHE_URL:-redis://localhost:6379/5}
