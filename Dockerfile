# An image with the command alone, linked statically:
#
#   docker build -t smartro-lint .
#   docker run --rm -v "$PWD:/work" smartro-lint requests/
#
# With `--fix`, add --user "$(id -u):$(id -g)": the files stay yours.
FROM rust:1-alpine AS build
# What the C library is linked with; Alpine keeps no old versions that could be named.
# hadolint ignore=DL3018
RUN apk add --no-cache musl-dev
WORKDIR /source
COPY . .
# Alpine's target is musl, which links statically unless told otherwise.
RUN cargo build --release --locked --package smartro-lint-cli

FROM scratch
COPY --from=build /source/target/release/smartro-lint /smartro-lint
# A terminal takes drawings and Korean; the image has no locale that would say so.
ENV LANG=C.UTF-8
WORKDIR /work
ENTRYPOINT ["/smartro-lint"]
CMD ["--help"]
