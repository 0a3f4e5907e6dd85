# The portal in one image: web, worker, beat and prepare are commands of it (docker-compose.yml).
FROM ghcr.io/astral-sh/uv:0.9.30 AS uv

FROM python:3.11.14-slim-bookworm AS packages
COPY --from=uv /uv /usr/local/bin/uv
ENV UV_COMPILE_BYTECODE=1 UV_LINK_MODE=copy UV_PYTHON_DOWNLOADS=never
WORKDIR /srv/fenceline
COPY pyproject.toml uv.lock ./
RUN uv sync --frozen --no-dev

FROM python:3.11.14-slim-bookworm
# Pango lays out the PDFs; the fonts (79 MB to fetch, 144 MB in the image) draw names and words of every script in them.
# pg_dump and pg_restore make and restore backups. They must not be older than the server: 15, Debian 12's own and that
# of docker-compose.yml.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends \
        libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
        fonts-noto-core fonts-noto-cjk fonts-noto-color-emoji \
        postgresql-client-15 \
    && rm -rf /var/lib/apt/lists/* \
    && groupadd --gid 10001 fenceline \
    && useradd --uid 10001 --gid fenceline --no-create-home --shell /usr/sbin/nologin fenceline
WORKDIR /srv/fenceline
COPY --from=packages /srv/fenceline/.venv .venv
COPY . .
ENV PATH=/srv/fenceline/.venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    STATIC_DIR=/srv/fenceline/static-served \
    BIND=0.0.0.0
# Collected here, so that a container starts with a file system it cannot write to. No setting of production is needed.
RUN VAR_DIR=/tmp/build FENCELINE_MODE=local python manage.py prepare --static-only \
    && rm -rf /tmp/build \
    && install --directory --owner fenceline --group fenceline --mode 0700 var backups
ENV FENCELINE_MODE=production
USER 10001:10001
VOLUME /srv/fenceline/var
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=40s --retries=3 \
    CMD ["python", "config/build/health.py", "http://127.0.0.1:8000/livez"]
CMD ["python", "config/build/keep.py", "--ask=python config/build/health.py http://127.0.0.1:8000/livez", "python", "manage.py", "serve"]
