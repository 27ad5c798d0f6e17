# The bot in a container: nobody's user, nothing written outside of /data and /tmp, no secret inside.
FROM python:3.13-slim AS made
WORKDIR /app
RUN python -m venv /venv
# Pinned, with hashes, as everywhere else; of the other lock only what PostgreSQL needs.
COPY requirements.lock requirements-dev.lock ./
RUN /venv/bin/pip install --no-cache-dir --require-hashes --requirement requirements.lock \
 && sed -n '/^psycopg\(-binary\)\{0,1\}==/,/^ *# via/p' requirements-dev.lock > postgres.lock \
 && /venv/bin/pip install --no-cache-dir --require-hashes --no-deps --requirement postgres.lock
COPY bot bot
COPY handlers handlers
COPY rehearsal rehearsal
COPY storage storage
COPY manifest.json ./
# What is learned from our own examples is learned once, here: a start takes three seconds less.
RUN /venv/bin/python -c "from bot import hearing; from bot.settings import DATA; hearing.learn(DATA / 'learned')" \
 && /venv/bin/python -m compileall -q bot handlers rehearsal storage

FROM python:3.13-slim
RUN useradd --system --uid 10001 --home-dir /data --shell /usr/sbin/nologin callboard \
 && install --directory --owner=callboard --mode=700 /data
COPY --from=made /venv /venv
COPY --from=made /app /app
WORKDIR /app
USER 10001
VOLUME /data
ENV DATABASE_URL=sqlite:////data/callboard.db \
    HOST=0.0.0.0 PORT=3000 LOG_FORMAT=json \
    MPLCONFIGDIR=/tmp PYTHONDONTWRITEBYTECODE=1
EXPOSE 3000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
  CMD ["/venv/bin/python", "-c", "from os import environ; from urllib.request import urlopen; urlopen('http://127.0.0.1:' + (environ.get('HEALTH_PORT') or environ['PORT']) + '/healthz', timeout=4)"]
ENTRYPOINT ["/venv/bin/python", "-m", "bot"]
