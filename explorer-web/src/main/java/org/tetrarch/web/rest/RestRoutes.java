package org.tetrarch.web.rest;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.ledger.state.Account;
import org.tetrarch.web.http.ProblemException;
import org.tetrarch.web.json.AccountDocument;
import org.tetrarch.web.json.BlockDocuments;
import org.tetrarch.web.json.Json;
import org.tetrarch.web.json.NetworkDocuments;
import org.tetrarch.web.json.PageDocument;
import org.tetrarch.web.json.TransactionDocuments;
import org.tetrarch.web.port.ChainView;
import org.tetrarch.web.port.HistoryPage;
import org.tetrarch.web.port.NodePorts;

/** All resources below {@code /api/v1} but the event stream. */
public final class RestRoutes {

  private final NodePorts ports;
  private final BlockDocuments blocks;
  private final NetworkDocuments networks;
  private final TransactionDocuments transactions;

  public RestRoutes(NodePorts ports) {
    this.ports = ports;
    this.blocks = new BlockDocuments(ports);
    this.networks = new NetworkDocuments(ports);
    this.transactions = new TransactionDocuments(ports);
  }

  /** Adds the routes. */
  public void addTo(RoutesConfig routes) {
    routes.get("/api/v1/network", context -> answer(context, networks.network()));
    routes.get(
        "/api/v1/evidence",
        context -> answer(context, new PageDocument<>(networks.evidence(), null)));
    routes.get("/api/v1/transactions/{hash}", this::transaction);
    routes.get("/api/v1/accounts/{address}", this::account);
    new BlockResource(ports.chain(), blocks).addTo(routes);
    new LabResource(ports.lab()).addTo(routes);
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

  private void account(Context context) {
    Address address = Parameters.address("address", context.pathParam("address"));
    int limit = Parameters.limit(context);
    var before = Parameters.cursor(context);
    ChainView chain = ports.chain();
    long height = chain.head().height();
    Account account =
        chain
            .account(address, height)
            .orElseThrow(
                () -> ProblemException.of(503, "This node does not have the newest state yet."));
    HistoryPage history = chain.history(address, before, limit);
    answer(
        context,
        new AccountDocument(
            address.checksummed(),
            account.balance().toString(),
            account.nonce(),
            ports.pool().pendingNonce(address),
            height,
            new PageDocument<>(
                history.entries().stream().map(blocks::transfer).toList(),
                history.next().map(Parameters::text).orElse(null))));
  }

  static void answer(Context context, Object document) {
    context
        .contentType(Json.MEDIA_TYPE)
        .header("Cache-Control", "no-store")
        .result(Json.write(document));
  }
}
