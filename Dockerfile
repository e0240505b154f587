# The app alone: PostgreSQL stands beside it (compose.yaml). `npm test` carries out every line of this without a container engine.
FROM node:22-bookworm-slim AS build
WORKDIR /app
COPY . .
# As `npm start` does it: packages at the locked versions, database client, build.
RUN node scripts/start.mjs --prepare
RUN npm prune --omit=dev --ignore-scripts --no-audit --no-fund

FROM node:22-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 DATA_DIR=/data
WORKDIR /app
COPY --from=build --chown=node:node /app /app
RUN install --directory --owner=node /data
USER node
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s CMD ["node", "scripts/start/is-ready.mjs"]
# Not through npm or a shell, so that SIGTERM reaches the launcher, which ends everything in order.
CMD ["node", "scripts/start.mjs"]
