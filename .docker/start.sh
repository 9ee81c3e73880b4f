#!/bin/sh
# What `npm start` does, without the build. exec: the server gets the container's signals itself.
set -e
if [ "$APP_ENV" = local ]; then node dist/seed/seed.js --if-empty; fi
exec node --max-semi-space-size=2 --enable-source-maps --import ./dist/backend/src/boot/sentry.js dist/backend/src/main.js
