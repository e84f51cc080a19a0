package org.tetrarch.web;

import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tetrarch.web.http.HostGuard;
import org.tetrarch.web.http.LocalCors;
import org.tetrarch.web.http.Problem;
import org.tetrarch.web.http.ProblemException;
import org.tetrarch.web.http.SecurityHeaders;
import org.tetrarch.web.json.Json;
import org.tetrarch.web.live.Live;
import org.tetrarch.web.page.PageFiles;
import org.tetrarch.web.port.NetworkStatus;
import org.tetrarch.web.port.NodePorts;
import org.tetrarch.web.rest.RestRoutes;
import org.tetrarch.web.rpc.RpcDispatcher;
import org.tetrarch.web.rpc.RpcEndpoint;
import org.tetrarch.web.rpc.RpcMethods;
import org.tetrarch.web.socket.RpcSocket;

/** All routes of the server, and what happens around each of them. */
final class Routes {

  private static final Logger LOG = LoggerFactory.getLogger(Routes.class);
  private static final String STARTED = "tetrarch.timer";

  private final WebConfig config;
  private final NodePorts ports;
  private final PrometheusMeterRegistry meters;
  private final Live live;
  private final InstantSource clock;
  private final PageFiles pages = PageFiles.load();

  Routes(
      WebConfig config,
      NodePorts ports,
      PrometheusMeterRegistry meters,
      Live live,
      InstantSource clock) {
    this.config = config;
    this.ports = ports;
    this.meters = meters;
    this.live = live;
    this.clock = clock;
  }

  void addTo(JavalinConfig settings) {
    addGuards(settings.routes);
    addErrors(settings);
    addRpc(settings.routes);
    settings.routes.get("/api/v1/events", live.stream()::handle);
    settings.routes.get("/metrics", this::metrics);
    settings.routes.get("/health", context -> json(context, Map.of("status", "up")));
    settings.routes.get("/ready", this::ready);
    new RestRoutes(ports, clock).addTo(settings.routes);
    pages.addTo(settings.routes);
  }

  private void addRpc(RoutesConfig routes) {
    RpcDispatcher dispatcher =
        RpcMethods.dispatcher(ports, live, meters, config.syncTimeout(), clock);
    RpcEndpoint rpc = new RpcEndpoint(dispatcher);
    RpcSocket socket = RpcSocket.start(dispatcher, ports.pool(), live.announcements());
    for (String path : List.of("/", "/rpc")) {
      routes.post(path, rpc::handle);
      routes.ws(path, socket::addTo);
    }
    Gauge.builder("tetrarch.web.sockets", socket, RpcSocket::connections)
        .description("Clients that are connected by WebSocket")
        .register(meters);
  }

  private void addGuards(RoutesConfig routes) {
    var names = new TreeSet<>(config.allowedHosts());
    names.add(config.host());
    SecurityHeaders headers = new SecurityHeaders(ports.info().explorers());
    HostGuard guard = new HostGuard(names);
    routes.wsBeforeUpgrade(
        context -> {
          guard.check(context);
          LocalCors.requireLocalOrNone(context);
        });
    routes.before(
        context -> {
          context.attribute(STARTED, Timer.start(meters));
          headers.add(context);
          guard.check(context);
          LocalCors.addHeaders(context);
          // Not a route for all paths: then every unknown path would be 405 instead of 404.
          if (context.method().equals(HandlerType.OPTIONS)) {
            LocalCors.answerPreflight(context);
            context.skipRemainingHandlers();
          }
        });
    routes.after(this::measure);
  }

  private void addErrors(JavalinConfig settings) {
    settings.routes.exception(
        ProblemException.class, (problem, context) -> problem.problem().send(context));
    settings.routes.exception(HttpResponseException.class, this::refuse);
    settings.routes.exception(
        IOException.class,
        (failure, context) -> LOG.debug("a client went away: {}", failure.getMessage()));
    settings.routes.exception(Exception.class, Routes::fail);
    settings.router.javaLangErrorHandler(
        (response, error) -> {
          LOG.error("a request failed", error);
          response.setStatus(HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
        });
  }

  /** What Javalin refuses by itself: no such route, or not with this method. */
  private void refuse(HttpResponseException refusal, Context context) {
    if (refusal.getStatus() == 404 && isForPerson(context)) {
      pages.notFound(context);
      return;
    }
    String detail =
        switch (refusal.getStatus()) {
          case 404 -> "There is nothing at this path.";
          case 405 -> "This path does not take " + context.method().name() + ".";
          default -> "The request is not one that this server understands.";
        };
    Problem.of(refusal.getStatus(), detail).send(context);
  }

  /** A browser that opens a page, and not a program that asks for data. */
  private static boolean isForPerson(Context context) {
    String accepted = context.header("Accept");
    return context.method().equals(HandlerType.GET)
        && !context.path().startsWith("/api/")
        && accepted != null
        && accepted.contains("text/html");
  }

  private static void fail(Exception failure, Context context) {
    LOG.error("{} failed", context.endpoint().path, failure);
    if (!context.res().isCommitted()) {
      Problem.of(500, "Something went wrong inside this node; its log says what.").send(context);
    }
  }

  private void measure(Context context) {
    Timer.Sample sample = context.attribute(STARTED);
    if (sample == null) {
      return;
    }
    String status = String.valueOf(context.statusCode());
    sample.stop(meters.timer("tetrarch.http.requests", "status", status));
  }

  private void metrics(Context context) {
    context.contentType("text/plain; version=0.0.4; charset=utf-8").result(meters.scrape());
  }

  /** Ready means that a transaction given to this node can become final. */
  private void ready(Context context) {
    NetworkStatus status = ports.consensus().network();
    if (status.quorumPresent()) {
      json(context, Map.of("status", "ready"));
    } else {
      Problem.of(503, status.missing().orElse("This node does not hear a quorum.")).send(context);
    }
  }

  private static void json(Context context, Object document) {
    context.contentType(Json.MEDIA_TYPE).result(Json.write(document));
  }
}
