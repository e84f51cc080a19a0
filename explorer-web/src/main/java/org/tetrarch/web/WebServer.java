package org.tetrarch.web;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.util.JavalinException;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.BindException;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;
import org.tetrarch.web.http.ProblemErrorHandler;
import org.tetrarch.web.live.Live;
import org.tetrarch.web.port.NodePorts;
import org.tetrarch.web.socket.RpcSocket;

/**
 * A node's HTTP server. Requests run on virtual threads; a handful of platform threads accept and
 * select.
 */
public final class WebServer implements AutoCloseable {

  private static final int MAX_PLATFORM_THREADS = 16;
  private static final int MIN_PLATFORM_THREADS = 2;
  private static final int MAX_CONNECTIONS = 2048;

  private final Javalin javalin;
  private final Live live;

  private WebServer(Javalin javalin, Live live) {
    this.javalin = javalin;
    this.live = live;
  }

  /**
   * Binds and serves.
   *
   * @param meters where the node registers what it measures; the server adds its own meters and
   *     serves all of them at {@code /metrics}
   * @throws WebServerException when the address cannot be bound; nothing is left running then
   */
  public static WebServer start(WebConfig config, NodePorts ports, PrometheusMeterRegistry meters)
      throws WebServerException {
    return start(config, ports, meters, InstantSource.system());
  }

  static WebServer start(
      WebConfig config, NodePorts ports, PrometheusMeterRegistry meters, InstantSource clock)
      throws WebServerException {
    Live live = Live.start(ports, clock);
    Routes routes = new Routes(config, ports, meters, live, clock);
    Javalin javalin =
        Javalin.create(
            settings -> {
              configure(settings);
              routes.addTo(settings);
            });
    try {
      javalin.start(config.host(), config.port());
    } catch (JavalinException e) {
      live.close();
      throw new WebServerException(explain(config, e), e);
    }
    Gauge.builder("tetrarch.web.listeners", live.feed(), feed -> feed.listenerCount())
        .description("Pages that listen to server-sent events")
        .register(meters);
    return new WebServer(javalin, live);
  }

  /** The port that is bound. */
  public int port() {
    return javalin.port();
  }

  /** Ends all connections and frees the port. */
  @Override
  public void close() {
    live.close();
    javalin.stop();
  }

  private static void configure(JavalinConfig settings) {
    settings.startup.showJavalinBanner = false;
    settings.startup.showOldJavalinVersionWarning = false;
    settings.startup.startupWatcherEnabled = false;
    settings.http.prefer405over404 = true;
    settings.router.ignoreTrailingSlashes = true;
    settings.jetty.threadPool = threads();
    settings.jetty.modifyHttpConfiguration(WebServer::sayNothingOfOurselves);
    settings.jetty.modifyServer(WebServer::bound);
    settings.jetty.modifyWebSocketServletFactory(RpcSocket::bound);
  }

  private static QueuedThreadPool threads() {
    QueuedThreadPool pool = new QueuedThreadPool(MAX_PLATFORM_THREADS, MIN_PLATFORM_THREADS);
    pool.setName("web");
    pool.setDaemon(true);
    pool.setVirtualThreadsExecutor(
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("web-request-", 0).factory()));
    return pool;
  }

  private static void sayNothingOfOurselves(HttpConfiguration http) {
    http.setSendServerVersion(false);
    http.setSendXPoweredBy(false);
  }

  private static void bound(Server server) {
    server.setErrorHandler(new ProblemErrorHandler());
    server.addBean(new NetworkConnectionLimit(MAX_CONNECTIONS, server));
    server.setStopTimeout(0);
  }

  private static String explain(WebConfig config, Exception failure) {
    String where = "port " + config.port() + " on " + config.host();
    Throwable cause = failure;
    while (cause != null && !(cause instanceof BindException)) {
      cause = cause.getCause();
    }
    if (cause == null) {
      return "HTTP cannot be served at " + where + ": " + rootMessage(failure);
    }
    return isTaken(cause.getMessage())
        ? where + " is taken: stop what uses it, or choose another port"
        : where + " cannot be bound: " + cause.getMessage();
  }

  private static boolean isTaken(@Nullable String message) {
    return message != null && message.contains("in use");
  }

  private static String rootMessage(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage());
  }
}
