# syntax=docker/dockerfile:1

# One image for every process of the program; the command says which: worker, api, or any other of wabactl.
#   docker build -t waba-migrations .
#   docker run --rm waba-migrations --help

ARG NODE_IMAGE=node:22.23.3-bookworm-slim

FROM ${NODE_IMAGE} AS build
WORKDIR /app
# The dependencies first: they are installed anew only when the lock changes.
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY . .
# Compiles, and bundles the workflows, so that no worker has to do it when it starts.
RUN npm run build \
  && test -s dist/workflow-bundle.js \
  && test -s dist/workflow-bundle-encrypted.js \
  && npm prune --omit=dev --no-audit --no-fund

FROM ${NODE_IMAGE}
WORKDIR /app
ENV NODE_ENV=production \
  STATE_DIR=/data/state \
  EVIDENCE_DIR=/data/evidence
# A volume that is mounted here for the first time takes these folders' owner.
RUN install -d -o node -g node /data/state /data/evidence /data/keys
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY deploy/health.mjs ./deploy/health.mjs
USER node
# Asks the API at PORT, or the worker's metrics at METRICS_ADDRESS where that is set.
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 CMD ["node", "deploy/health.mjs"]
ENTRYPOINT ["node", "dist/main/cli.js"]
CMD ["worker"]
