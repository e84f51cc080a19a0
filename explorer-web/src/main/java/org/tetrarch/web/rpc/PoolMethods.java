package org.tetrarch.web.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.tetrarch.ledger.transaction.SignedTransaction;
import org.tetrarch.web.port.TransactionPool;
import org.tetrarch.web.port.TransactionPool.PoolContent;
import org.tetrarch.web.port.TransactionPool.PoolCounts;

/** Methods that show what waits. */
final class PoolMethods {

  private static final int MAX_SHOWN = 4096;

  private final TransactionPool pool;

  PoolMethods(TransactionPool pool) {
    this.pool = pool;
  }

  void addTo(RpcRegistry registry) {
    registry.add("txpool_status", params -> status());
    registry.add("txpool_content", params -> content());
  }

  private JsonNode status() {
    PoolCounts counts = pool.counts();
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("pending", Hex.quantity(counts.executable()));
    json.put("queued", Hex.quantity(counts.queued()));
    return json;
  }

  private JsonNode content() {
    PoolContent content = pool.content(MAX_SHOWN);
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.set("pending", bySender(content.executable()));
    json.set("queued", bySender(content.queued()));
    return json;
  }

  /** Sender, then nonce in decimal, then the transaction: geth's layout. */
  private static ObjectNode bySender(List<SignedTransaction> transactions) {
    ObjectNode senders = JsonNodeFactory.instance.objectNode();
    for (SignedTransaction transaction : transactions) {
      senders
          .withObjectProperty(transaction.sender().checksummed())
          .set(Long.toString(transaction.nonce()), EthereumJson.pendingTransaction(transaction));
    }
    return senders;
  }
}
