# Two stages: Maven builds the jars, the runtime holds a Java runtime and them. No syntax line, no heredoc, no digest: any
# builder of the last years takes it.
FROM maven:3.9-eclipse-temurin-25 AS build
WORKDIR /build
COPY . .
RUN mvn -B -ntp -Dquick -pl server -am package

FROM eclipse-temurin:25-jre
LABEL org.opencontainers.image.title="Scoreline" \
      org.opencontainers.image.description="An event-driven model server for the JVM" \
      org.opencontainers.image.licenses="Apache-2.0"

# The libraries change seldom, the server's own jar with every build: two layers.
COPY --from=build /build/server/target/lib /app/lib
COPY --from=build /build/server/target/scoreline.jar /app/scoreline.jar

# A model is mounted here or copied in by an image built on this one.
ENV AZUREML_MODEL_DIR=/models
# /dev/shm is writable even where the root file system is read-only and nothing is mounted on /tmp.
ENV JAVA_TOOL_OPTIONS="-Djava.io.tmpdir=/dev/shm -XX:MaxRAMPercentage=75 -XX:+ExitOnOutOfMemoryError -XX:-UsePerfData"

# A number, so that Kubernetes can see that it is not root.
USER 65532:65532
EXPOSE 5001
ENTRYPOINT ["java", "-jar", "/app/scoreline.jar"]
CMD ["serve"]
