package org.tetrarch.web.rest;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.tetrarch.ledger.block.BlockHeader;
import org.tetrarch.web.http.ProblemException;
import org.tetrarch.web.json.BlockDocuments;
import org.tetrarch.web.json.BlockSummary;
import org.tetrarch.web.json.PageDocument;
import org.tetrarch.web.json.PhaseDocuments;
import org.tetrarch.web.json.TransferSummary;
import org.tetrarch.web.port.ChainView;
import org.tetrarch.web.port.HistoryCursor;
import org.tetrarch.web.port.LocatedTransaction;
import org.tetrarch.web.port.StoredBlock;

/** Blocks, one or a page of them, and the transfers of the whole chain, newest first. */
final class BlockResource {

  /** A page of transfers gives up after this many blocks; its cursor goes on from there. */
  private static final int MAX_BLOCKS_SCANNED = 200;

  private static final HistoryCursor HEAD = new HistoryCursor(Long.MAX_VALUE, Integer.MAX_VALUE);

  private final ChainView chain;
  private final BlockDocuments documents;
  private final PhaseDocuments phases;

  BlockResource(ChainView chain, BlockDocuments documents, PhaseDocuments phases) {
    this.chain = chain;
    this.documents = documents;
    this.phases = phases;
  }

  void addTo(RoutesConfig routes) {
    routes.get("/api/v1/blocks", this::blocks);
    routes.get("/api/v1/blocks/{id}", this::block);
    routes.get("/api/v1/blocks/{id}/transactions", this::transactionsOfBlock);
    routes.get("/api/v1/blocks/{id}/certificate", this::certificate);
    routes.get("/api/v1/blocks/{id}/phases", this::phases);
    routes.get("/api/v1/transactions", this::transactions);
  }

  private void blocks(Context context) {
    int limit = Parameters.limit(context);
    OptionalLong before = Parameters.number(context, "before");
    long head = chain.head().height();
    long newest = Math.min(head, before.orElse(Long.MAX_VALUE) - 1);
    List<BlockSummary> items = new ArrayList<>();
    for (long height = newest; height >= 0 && items.size() < limit; height--) {
      chain.block(height).map(documents::summary).ifPresent(items::add);
    }
    boolean more = !items.isEmpty() && items.getLast().height() > 0;
    @Nullable String next = more ? String.valueOf(items.getLast().height()) : null;
    RestRoutes.answer(context, new PageDocument<>(items, next));
  }

  private void block(Context context) {
    RestRoutes.answer(context, documents.detail(find(context), Parameters.MAX_LIMIT));
  }

  private void transactionsOfBlock(Context context) {
    int limit = Parameters.limit(context);
    long from = Parameters.number(context, "from").orElse(0);
    StoredBlock stored = find(context);
    int count = stored.block().transactions().size();
    RestRoutes.answer(context, documents.transfers(stored, (int) Math.min(from, count), limit));
  }

  private void certificate(Context context) {
    long height = find(context).block().header().number();
    RestRoutes.answer(
        context,
        documents
            .certificate(height)
            .orElseThrow(
                () ->
                    ProblemException.notFound(
                        "id",
                        height == 0
                            ? "Genesis has no certificate: it is what everybody starts from."
                            : "This node has no certificate for this block yet.")));
  }

  private void phases(Context context) {
    BlockHeader header = find(context).block().header();
    RestRoutes.answer(context, phases.phases(header.number(), header.hash().toHex()));
  }

  private void transactions(Context context) {
    int limit = Parameters.limit(context);
    HistoryCursor before = Parameters.cursor(context).orElse(HEAD);
    List<TransferSummary> items = new ArrayList<>();
    long height = Math.min(before.height(), chain.head().height());
    long oldest = Math.max(0, height - MAX_BLOCKS_SCANNED + 1);
    for (; height >= oldest && items.size() < limit; height--) {
      int end = height == before.height() ? before.index() : Integer.MAX_VALUE;
      chain.block(height).ifPresent(stored -> collect(stored, end, limit, items));
    }
    RestRoutes.answer(context, new PageDocument<>(items, next(items, limit, oldest)));
  }

  private static @Nullable String next(List<TransferSummary> items, int limit, long oldest) {
    if (items.size() >= limit) {
      TransferSummary last = items.getLast();
      return Parameters.text(new HistoryCursor(last.height(), last.index()));
    }
    return oldest > 0 ? Parameters.text(new HistoryCursor(oldest, 0)) : null;
  }

  /** Adds what a block holds below an index, from its end, until the page is full. */
  private void collect(StoredBlock stored, int end, int limit, List<TransferSummary> items) {
    int count = stored.block().transactions().size();
    for (int index = Math.min(end, count) - 1; index >= 0 && items.size() < limit; index--) {
      items.add(documents.transfer(LocatedTransaction.of(stored, index)));
    }
  }

  /** The block that the path names by height, hash or {@code latest}. */
  private StoredBlock find(Context context) {
    String id = context.pathParam("id");
    OptionalLong height = Parameters.number(id);
    Optional<StoredBlock> found;
    if (height.isPresent()) {
      found = chain.block(height.getAsLong());
    } else if (id.equals("latest")) {
      found = chain.block(chain.head().height());
    } else if (id.startsWith("0x")) {
      found = chain.block(Parameters.hash("id", id));
    } else {
      throw ProblemException.badField(
          "id", "A block is named by its height, its hash (0x and 64 hex digits) or latest.");
    }
    return found.orElseThrow(
        () ->
            ProblemException.notFound(
                "id", "This node has no such block; its newest is " + chain.head().height() + "."));
  }
}
