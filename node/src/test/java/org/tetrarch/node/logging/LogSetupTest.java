package org.tetrarch.node.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import java.nio.charset.StandardCharsets;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LogSetupTest {
  private final LoggerContext context = new LoggerContext();
  private final Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);

  @Test
  void logbackFindsIt() {
    Stream<Class<?>> found =
        ServiceLoader.load(ch.qos.logback.classic.spi.Configurator.class).stream()
            .map(ServiceLoader.Provider::type);

    assertThat(found).contains(LogSetup.class);
  }

  @Test
  void anEventIsOneLineWithTimeLevelAndClass() {
    new LogSetup().configure(context);
    var out = (ConsoleAppender<ILoggingEvent>) root.getAppender("out");
    Logger logger = context.getLogger("org.tetrarch.node.NodeProcess");
    var event = new LoggingEvent("", logger, Level.INFO, "node{} runs", null, new Object[] {0});

    String line = new String(out.getEncoder().encode(event), StandardCharsets.UTF_8);

    assertThat(line).matches("\\d\\d:\\d\\d:\\d\\d\\.\\d{3} INFO  NodeProcess: node0 runs\\R");
  }

  @Test
  void librariesOnlyWarn() {
    new LogSetup().configure(context);

    assertThat(context.getLogger("org.eclipse.jetty.server.Server").isInfoEnabled()).isFalse();
    assertThat(context.getLogger("io.netty.channel").isWarnEnabled()).isTrue();
    assertThat(context.getLogger("org.tetrarch.node.Node").isInfoEnabled()).isTrue();
  }
}
