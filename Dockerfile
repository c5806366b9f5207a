# Two images of one build: `grafana` is Grafana with the plugin in it, `simulator` the world that the demo runs against.

FROM node:20-alpine AS frontend
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci --no-audit --no-fund
COPY tsconfig.json webpack.config.ts LICENSE CHANGELOG.md ./
COPY src src
COPY deploy deploy
COPY docs/img docs/img
RUN node --import tsx node_modules/webpack/bin/webpack.js --env production \
 && node --import tsx src/dashboards/build.ts
COPY simulator simulator
RUN npx esbuild simulator/main.ts simulator/prometheus/history.ts \
    --bundle --platform=node --target=node20 --outbase=simulator --outdir=/simulator

FROM golang:1.26-alpine AS backend
WORKDIR /build
COPY go.mod go.sum ./
RUN go mod download
COPY pkg pkg
ARG TARGETARCH
RUN CGO_ENABLED=0 go build -trimpath -ldflags '-s -w' -tags arrow_json_stdlib \
    -o /gpx/gpx_onepane_ssm_linux_${TARGETARCH:-amd64} ./pkg

FROM node:20-alpine AS simulator
COPY --from=frontend /simulator /simulator
USER node
ENTRYPOINT ["node"]
CMD ["/simulator/main.js", "--host", "0.0.0.0"]

FROM grafana/grafana:12.3.0 AS grafana
COPY --from=frontend --chown=grafana:root /build/dist /var/lib/grafana/plugins/onepane-fleet-app
COPY --from=backend --chown=grafana:root /gpx/ /var/lib/grafana/plugins/onepane-fleet-app/datasource/
COPY provisioning /etc/grafana/provisioning
