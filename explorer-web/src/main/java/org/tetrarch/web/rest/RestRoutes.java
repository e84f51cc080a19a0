package org.tetrarch.web.rest;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.InstantSource;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.web.http.ProblemException;
import org.tetrarch.web.json.BlockDocuments;
import org.tetrarch.web.json.Json;
import org.tetrarch.web.json.NetworkDocuments;
import org.tetrarch.web.json.PageDocument;
import org.tetrarch.web.json.PhaseDocuments;
import org.tetrarch.web.json.ProtocolDocuments;
import org.tetrarch.web.json.TraceDocuments;
import org.tetrarch.web.json.TransactionDocuments;
import org.tetrarch.web.port.NodePorts;
import org.tetrarch.web.port.ProtocolView.Resolution;

/** All resources below {@code /api/v1} but the event stream. */
public final class RestRoutes {

  private final NodePorts ports;
  private final BlockDocuments blocks;
  private final NetworkDocuments networks;
  private final ProtocolDocuments protocol;
  private final TraceDocuments traces;
  private final TransactionDocuments transactions;

  public RestRoutes(NodePorts ports, InstantSource clock) {
    this.ports = ports;
    this.blocks = new BlockDocuments(ports);
    this.networks = new NetworkDocuments(ports);
    this.protocol = new ProtocolDocuments(ports, clock);
    this.traces = new TraceDocuments(ports, clock);
    this.transactions = new TransactionDocuments(ports);
  }

  /** Adds the routes. */
  public void addTo(RoutesConfig routes) {
    routes.get("/api/v1/network", context -> answer(context, networks.network()));
    routes.get(
        "/api/v1/evidence",
        context -> answer(context, new PageDocument<>(networks.evidence(), null)));
    routes.get(
        "/api/v1/presence",
        context -> answer(context, new PageDocument<>(protocol.presence(), null)));
    routes.get("/api/v1/pace", this::pace);
    routes.get("/api/v1/trace", this::trace);
    routes.get(
        "/api/v1/pending", context -> answer(context, protocol.pending(Parameters.limit(context))));
    routes.get("/api/v1/transactions/{hash}", this::transaction);
    new AccountResource(ports, blocks).addTo(routes);
    new BlockResource(ports.chain(), blocks, new PhaseDocuments(ports)).addTo(routes);
    new SearchResource(ports, transactions).addTo(routes);
    new LabResource(ports.lab()).addTo(routes);
    OpenApi.addTo(routes);
  }

  private void pace(Context context) {
    String text = context.queryParam("resolution");
    Resolution resolution =
        switch (text == null ? "second" : text) {
          case "second" -> Resolution.SECOND;
          case "minute" -> Resolution.MINUTE;
          default ->
              throw ProblemException.badField("resolution", "resolution must be second or minute.");
        };
    answer(context, protocol.pace(resolution));
  }

  private void trace(Context context) {
    long from = Parameters.number(context, "from").orElse(0);
    long to = Parameters.number(context, "to").orElse(Long.MAX_VALUE);
    long after = Parameters.number(context, "after").orElse(-1);
    int limit = Parameters.limit(context, TraceDocuments.MAX_EVENTS);
    answer(context, traces.trace(from, to, after, limit));
  }

  private void transaction(Context context) {
    Hash hash = Parameters.hash("hash", context.pathParam("hash"));
    answer(
        context,
        transactions
            .transaction(hash)
            .orElseThrow(
                () ->
                    ProblemException.notFound(
                        "hash", "This node knows no transaction of this hash.")));
  }

  static void answer(Context context, Object document) {
    context
        .contentType(Json.MEDIA_TYPE)
        .header("Cache-Control", "no-store")
        .result(Json.write(document));
  }
}
