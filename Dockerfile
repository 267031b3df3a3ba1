# Maven builds the jars, a JDK makes the runtime out of them, Debian gives its C libraries, and what is shipped holds nothing else. Why:
# docs/adr/0010-image.md. No syntax line, no heredoc, no digest: any builder of the last years takes it.

# scoreline package writes other lines in place of this stage; the ones below it are the same.
FROM --platform=$BUILDPLATFORM maven:3.9-eclipse-temurin-25 AS build
WORKDIR /build
COPY . .
RUN --mount=type=cache,target=/root/.m2 MAVEN_OPTS=-XX:TieredStopAtLevel=1 mvn -B -ntp -Dquick -Psbom -pl server -am package
# The layout of a packaged model: the jars in app, what the image is made with in image, what it serves in models, what its cache
# is trained with in train. It serves an example until a model is mounted.
RUN mkdir -p /context/app /context/models/example /context/train/diabetes /context/train/churn \
    && mv server/target/scoreline.jar server/target/lib server/target/sbom.json /context/app/ && mv image /context/ \
    && cp -r examples/diabetes /context/models/example/1 \
    && mv examples/diabetes /context/train/diabetes/1 && mv examples/churn /context/train/churn/1

FROM eclipse-temurin:25-jdk AS runtime
# strip, which takes out what only a debugger reads.
RUN apt-get update && apt-get install -y --no-install-recommends binutils
# jdk.compiler for entry scripts that are .java files: --build-arg EXTRA_MODULES=jdk.compiler
ARG EXTRA_MODULES
RUN jlink --output /opt/scoreline-java \
      --add-modules "java.base,java.compiler,java.logging,java.management,java.naming,java.net.http,java.sql,java.xml" \
      --add-modules "jdk.crypto.ec,jdk.httpserver,jdk.jcmd,jdk.jfr,jdk.management,jdk.unsupported,jdk.zipfs${EXTRA_MODULES:+,$EXTRA_MODULES}" \
      --compress zip-9 --strip-java-debug-attributes --no-header-files --no-man-pages
COPY --from=build /context/app /app
COPY --from=build /context/image /image
# Formats to leave out, some of onnx, tribuo and parquet: --build-arg WITHOUT=onnx
ARG WITHOUT
RUN for format in $WITHOUT; do rm /app/lib/scoreline-*$format-*.jar /app/lib/$format*.jar || exit 1; done
RUN java /image/CheckModules.java /opt/scoreline-java /app && java /image/UpgradeClasses.java /app/lib \
    && java /image/SplitNatives.java /app/lib /app/native && mv /image/jvm.options /app/ \
    && find /app/native /opt/scoreline-java/lib -name '*.so' -exec strip --strip-unneeded {} +
# The cache knows the jars by their time too, so it is fixed first; and the same sources give the same layers.
ARG SOURCE_DATE_EPOCH=1795132800
RUN find /app /opt/scoreline-java -exec touch --no-dereference --date=@$SOURCE_DATE_EPOCH {} +
COPY --from=build /context/train /train
RUN java /image/TrainCache.java /opt/scoreline-java/bin/java /app /train \
    && touch --date=@$SOURCE_DATE_EPOCH /app/scoreline.aot /app

FROM debian:12-slim AS base
# glibc and libstdc++, which Java and ONNX Runtime need, and what tells scanners which versions they are: no shell, no tools.
RUN mkdir -p /base/etc /base/var/lib/dpkg/status.d && install -d -m 1777 /base/tmp && cp /etc/os-release /base/etc/ \
    && for package in libc6 libgcc-s1 libstdc++6; do \
         dpkg -s $package >/base/var/lib/dpkg/status.d/$package \
         && dpkg -L $package | grep -E '[.]so([.]|$)|/copyright$' | grep -vE '/(gconv|audit)/|/gdb/' \
            | while read -r file; do if [ -f "$file" ]; then cp --no-dereference --parents "$file" /base; fi; done; \
       done \
    && echo 'nonroot:x:65532:65532:nonroot:/tmp:/sbin/nologin' >/base/etc/passwd && echo 'nonroot:x:65532:' >/base/etc/group \
    && echo 'hosts: files dns' >/base/etc/nsswitch.conf

FROM scratch
ARG VERSION=0.1.0-SNAPSHOT
ARG REVISION=unknown
LABEL org.opencontainers.image.title="Scoreline" \
      org.opencontainers.image.description="An event-driven model server for the JVM" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="$VERSION" \
      org.opencontainers.image.revision="$REVISION"
# What changes seldom first: the base, the runtime, the native libraries, the jars, the cache that is made anew with every build.
COPY --from=base /base /
COPY --from=runtime /opt/scoreline-java /opt/scoreline-java
COPY --from=runtime /app/native /app/native
COPY --from=runtime /app/lib /app/lib
COPY --from=runtime /app/jvm.options /app/scoreline.jar /app/sbom.json* /app/
COPY --from=runtime /app/scoreline.aot /app/
# A model is mounted over this; an image built on this one puts its own elsewhere and says where in AZUREML_MODEL_DIR.
COPY --from=build /context/models /models
# Names of files in UTF-8: the base has no locale. ONNX Runtime reports nothing to its maker.
ENV AZUREML_MODEL_DIR=/models LANG=C.UTF-8 ORT_DISABLE_TELEMETRY=1
# A number, so that Kubernetes can see that it is not root.
USER 65532:65532
EXPOSE 5001
HEALTHCHECK --interval=30s --timeout=10s --start-period=20s \
  CMD ["/opt/scoreline-java/bin/java", "@/app/jvm.options", "-XX:TieredStopAtLevel=1", "-Xmx32m", "-jar", "/app/scoreline.jar", "health"]
ENTRYPOINT ["/opt/scoreline-java/bin/java", "@/app/jvm.options", "-jar", "/app/scoreline.jar"]
CMD ["serve"]
