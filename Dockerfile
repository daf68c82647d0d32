# One image for web, worker, beat and the one-off preparation; docker-compose.yml says which is which.

FROM node:24-bookworm-slim AS front-end
WORKDIR /srv/ke-portal
COPY package.json package-lock.json .npmrc ./
RUN npm ci --no-audit --no-fund

FROM python:3.11-slim-bookworm AS build
WORKDIR /srv/ke-portal
RUN python -m venv .venv
COPY requirements.txt ./
RUN .venv/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes -r requirements.txt
COPY . .
COPY --from=front-end /srv/ke-portal/node_modules node_modules
RUN for po in locale/*/LC_MESSAGES/*.po; do .venv/bin/pybabel compile -i "$po" -o "${po%.po}.mo" || exit 1; done \
    && KE_ENV=development .venv/bin/python manage.py collectstatic --noinput --verbosity 0 \
    && .venv/bin/python -m compileall -q ke_portal services_catalog referrals coordinators individual_plans networks

FROM python:3.11-slim-bookworm
LABEL org.opencontainers.image.title="KE portal" org.opencontainers.image.licenses="EUPL-1.2"
RUN apt-get update \
    && apt-get install --yes --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /var/lib/ke-portal --create-home --shell /usr/sbin/nologin ke-portal
WORKDIR /srv/ke-portal
COPY --from=build /srv/ke-portal ./
ENV PATH=/srv/ke-portal/.venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PORT=8000 \
    KE_DATA_DIR=/var/lib/ke-portal
USER ke-portal
VOLUME /var/lib/ke-portal
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
    CMD ["python", "-m", "ke_portal.local.health"]
CMD ["python", "-m", "gunicorn", "ke_portal.wsgi", "--workers=2", "--threads=4", "--graceful-timeout=5", "--preload", "--no-control-socket"]
