package org.tetrarch.web.rest;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tetrarch.ledger.block.BlockHeader;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.ledger.state.Account;
import org.tetrarch.web.http.ProblemException;
import org.tetrarch.web.json.AccountDocument;
import org.tetrarch.web.json.BalancesDocument;
import org.tetrarch.web.json.BlockDocuments;
import org.tetrarch.web.json.PageDocument;
import org.tetrarch.web.json.RankingDocument;
import org.tetrarch.web.port.AccountRanking;
import org.tetrarch.web.port.AccountRanking.Holding;
import org.tetrarch.web.port.ChainView;
import org.tetrarch.web.port.HistoryPage;
import org.tetrarch.web.port.LocatedTransaction;
import org.tetrarch.web.port.NodePorts;
import org.tetrarch.web.port.Validator;

/** Accounts: all of them by balance, and one with its history. */
final class AccountResource {

  /** So many blocks, evenly spread over the chain, are points of a balance's curve. */
  private static final int SPREAD_POINTS = 60;

  private final NodePorts ports;
  private final ChainView chain;
  private final BlockDocuments documents;

  AccountResource(NodePorts ports, BlockDocuments documents) {
    this.ports = ports;
    this.chain = ports.chain();
    this.documents = documents;
  }

  void addTo(RoutesConfig routes) {
    routes.get("/api/v1/accounts", this::ranking);
    routes.get("/api/v1/accounts/{address}", this::account);
    routes.get("/api/v1/accounts/{address}/balances", this::balances);
    routes.get("/api/v1/accounts/{address}/transfers.csv", this::csv);
  }

  private void ranking(Context context) {
    int limit = Parameters.limit(context);
    AccountRanking.Page page = ports.ranking().page(Parameters.holding(context), limit);
    var names =
        ports.info().validators().stream()
            .collect(
                Collectors.toMap(Validator::address, Validator::name, (first, second) -> first));
    @Nullable String next = page.more() ? Parameters.text(page.holdings().getLast()) : null;
    RestRoutes.answer(
        context,
        new RankingDocument(
            page.height(),
            page.accounts(),
            page.holdings().stream().map(h -> describe(h, names.get(h.address()))).toList(),
            next));
  }

  private static RankingDocument.Holder describe(Holding holding, @Nullable String name) {
    return new RankingDocument.Holder(
        holding.address().checksummed(), holding.balance().toString(), name);
  }

  private void account(Context context) {
    Address address = Parameters.address("address", context.pathParam("address"));
    int limit = Parameters.limit(context);
    var before = Parameters.cursor(context);
    long height = chain.head().height();
    Account account = stateOf(address, height);
    HistoryPage history = chain.history(address, before, limit);
    RestRoutes.answer(
        context,
        new AccountDocument(
            address.checksummed(),
            account.balance().toString(),
            account.nonce(),
            ports.pool().pendingNonce(address),
            height,
            new PageDocument<>(
                history.entries().stream().map(documents::transfer).toList(),
                history.next().map(Parameters::text).orElse(null))));
  }

  private Account stateOf(Address address, long height) {
    return chain
        .account(address, height)
        .orElseThrow(
            () -> ProblemException.of(503, "This node does not have the newest state yet."));
  }

  /**
   * The state of every height is kept, so any of them can be asked for: evenly spread ones, and the
   * very blocks that moved the balance when these are few.
   */
  private void balances(Context context) {
    Address address = Parameters.address("address", context.pathParam("address"));
    long head = chain.head().height();
    TreeSet<Long> heights = new TreeSet<>(List.of(0L, head));
    for (long i = 1; i < SPREAD_POINTS; i++) {
      heights.add(head * i / SPREAD_POINTS);
    }
    HistoryPage history = chain.history(address, Optional.empty(), HistoryPage.MAX_LIMIT);
    for (LocatedTransaction entry : history.entries()) {
      heights.add(entry.header().number());
      heights.add(entry.header().number() - 1);
    }
    List<BalancesDocument.Point> points = new ArrayList<>();
    for (long height : heights) {
      Optional<BlockHeader> header = chain.header(height);
      header.ifPresent(
          h ->
              points.add(
                  new BalancesDocument.Point(
                      height, h.timestampMillis(), stateOf(address, height).balance().toString())));
    }
    RestRoutes.answer(context, new BalancesDocument(address.checksummed(), points));
  }

  private void csv(Context context) {
    Address address = Parameters.address("address", context.pathParam("address"));
    new TransferCsv(chain, documents, ports.info().symbol())
        .send(context, address, Parameters.cursor(context));
  }
}
