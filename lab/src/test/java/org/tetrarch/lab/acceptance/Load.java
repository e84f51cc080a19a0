package org.tetrarch.lab.acceptance;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.tetrarch.genesis.network.DevelopmentNetwork;
import org.tetrarch.ledger.Wei;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.ledger.crypto.PrivateKey;
import org.tetrarch.ledger.transaction.SignedTransaction;
import org.tetrarch.ledger.transaction.UnsignedTransaction;

/**
 * Clients that send one transfer after the other, each from its own account to its own node, and
 * note what they were told is final. A client ends when its node does not answer any more.
 */
final class Load implements AutoCloseable {
  private static final long TRANSFER_GAS = 21_000;
  private static final Wei MAX_FEE = Wei.of(2_000_000_000L);

  private final LiveNetwork network;
  private final Address to;
  private final Queue<Final> finals = new ConcurrentLinkedQueue<>();
  private final List<Thread> clients = new ArrayList<>();
  private volatile boolean over;

  /** A transfer that a node reported in a certified block. */
  record Final(String hash, String blockHash) {}

  /** One client for each node, the first one sending from account {@code firstAccount}. */
  Load(LiveNetwork network, int firstAccount, Address to) {
    this.network = network;
    this.to = to;
    List<PrivateKey> keys = DevelopmentNetwork.accountKeys(firstAccount + LiveNetwork.NODES);
    for (int i = 0; i < LiveNetwork.NODES; i++) {
      int node = i;
      PrivateKey key = keys.get(firstAccount + i);
      clients.add(Thread.ofVirtual().start(() -> send(node, key)));
    }
  }

  /** All that was reported final until now. */
  List<Final> finals() {
    return List.copyOf(finals);
  }

  private void send(int node, PrivateKey key) {
    try {
      String account = "/api/v1/accounts/" + key.address().toHex() + "?limit=1";
      long nonce = network.get(node, account).path("nonce").asLong();
      while (!over) {
        awaitFinal(node, submit(node, key, nonce));
        nonce++;
      }
    } catch (IOException e) {
      // The node was killed: that is what this load is for.
      over = true;
    }
  }

  private String submit(int node, PrivateKey key, long nonce) throws IOException {
    SignedTransaction transfer =
        UnsignedTransaction.dynamicFee(DevelopmentNetwork.CHAIN_ID)
            .nonce(nonce)
            .gasLimit(TRANSFER_GAS)
            .maxFeePerGas(MAX_FEE)
            .value(Wei.of(1))
            .to(to)
            .sign(key);
    network.submit(node, transfer.encoded());
    return transfer.hash().toHex();
  }

  private void awaitFinal(int node, String hash) {
    await()
        .pollInterval(Duration.ofMillis(10))
        .atMost(Duration.ofMinutes(2))
        .until(() -> over || noteIfFinal(node, hash));
  }

  private boolean noteIfFinal(int node, String hash) throws IOException {
    JsonNode place = network.get(node, "/api/v1/transactions/" + hash).path("place");
    boolean certified = place.path("certificate").path("signatures").asInt() >= LiveNetwork.QUORUM;
    if (certified) {
      finals.add(new Final(hash, place.path("blockHash").asText()));
    }
    return certified;
  }

  /** Returns when the last client has ended. */
  @Override
  public void close() throws InterruptedException {
    over = true;
    for (Thread client : clients) {
      client.join();
    }
  }
}
