package org.tetrarch.lab.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.SequencedMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.core.ConditionTimeoutException;
import org.tetrarch.genesis.network.DevelopmentNetwork;
import org.tetrarch.ledger.Wei;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.ledger.crypto.PrivateKey;
import org.tetrarch.ledger.transaction.SignedTransaction;
import org.tetrarch.ledger.transaction.UnsignedTransaction;

/**
 * Clients that keep a hundred transfers each under way, from an account of their own, at whichever
 * node answers; they note what they are told is final, and give the rest to another node when it
 * takes too long.
 */
final class Traffic implements AutoCloseable {
  /** After this a client takes what it has sent for lost, and sends it again, elsewhere. */
  private static final Duration PATIENCE = Duration.ofSeconds(8);

  private static final Duration LONG_PATIENCE = Duration.ofMinutes(2);
  private static final Duration LOOK = Duration.ofMillis(200);
  private static final String STATUS = "pbft_getTransactionStatus";
  private static final long TRANSFER_GAS = 21_000;
  private static final Wei MAX_FEE = Wei.gwei(2);
  private static final HexFormat HEX = HexFormat.of();

  private final NodeRpc rpc;
  private final Promises promises;
  private final List<Address> receivers;
  private final List<Thread> clients = new ArrayList<>();
  private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
  private volatile boolean over;

  /**
   * @param keys one client for each; they pay each other
   */
  Traffic(NodeRpc rpc, Promises promises, List<PrivateKey> keys, Random random) {
    this.rpc = rpc;
    this.promises = promises;
    this.receivers = keys.stream().map(PrivateKey::address).toList();
    for (PrivateKey key : keys) {
      Client client = new Client(key, new Random(random.nextLong()));
      clients.add(
          Thread.ofVirtual()
              .uncaughtExceptionHandler((thread, failure) -> failures.add(failure))
              .start(client::run));
    }
  }

  /** From now on nothing new is sent; returns when all that was sent is final. */
  void drain(Duration patience) throws InterruptedException {
    over = true;
    for (Thread client : clients) {
      if (!client.join(patience)) {
        throw new AssertionError(
            "not all that was sent is final after %s, %d transfers are"
                .formatted(patience, promises.count()));
      }
    }
    assertThat(failures).isEmpty();
  }

  @Override
  public void close() throws InterruptedException {
    over = true;
    for (Thread client : clients) {
      client.interrupt();
      client.join();
    }
  }

  private final class Client {
    private final PrivateKey key;
    private final Random random;
    private final SequencedMap<String, SignedTransaction> underWay = new LinkedHashMap<>();
    private long nonce;

    Client(PrivateKey key, Random random) {
      this.key = key;
      this.random = random;
    }

    void run() {
      await()
          .pollInterval(LOOK)
          .atMost(LONG_PATIENCE)
          .ignoreExceptionsInstanceOf(IOException.class)
          .until(this::knowsItsNonce);
      while (!Thread.currentThread().isInterrupted()) {
        if (!over) {
          refill();
        }
        if (underWay.isEmpty()) {
          return;
        }
        tryNode(random.nextInt(LiveNodes.COUNT));
      }
    }

    private boolean knowsItsNonce() throws IOException {
      List<String> account = List.of(key.address().toHex());
      int node = random.nextInt(LiveNodes.COUNT);
      JsonNode answer = rpc.call(node, "eth_getTransactionCount", account).getFirst();
      nonce = Long.decode(answer.path("result").asText());
      return true;
    }

    private void refill() {
      while (underWay.size() < NodeRpc.CALLS) {
        SignedTransaction transfer =
            UnsignedTransaction.dynamicFee(DevelopmentNetwork.CHAIN_ID)
                .nonce(nonce++)
                .gasLimit(TRANSFER_GAS)
                .maxFeePerGas(MAX_FEE)
                .maxPriorityFeePerGas(Wei.of(random.nextInt(1_000)))
                .value(Wei.of(1 + random.nextInt(1_000_000)))
                .to(receivers.get(random.nextInt(receivers.size())))
                .sign(key);
        underWay.put(transfer.hash().toHex(), transfer);
      }
    }

    private void tryNode(int node) {
      try {
        List<String> raw =
            underWay.values().stream().map(each -> "0x" + HEX.formatHex(each.encoded())).toList();
        // Refusals are no matter: what is known already, or executed, shows in its status.
        var unused = rpc.call(node, "eth_sendRawTransaction", raw);
        await().pollInterval(LOOK).atMost(PATIENCE).until(() -> isLastFinal(node));
        noteFinal(node);
      } catch (ConditionTimeoutException e) {
        noteFinalIfItAnswers(node);
      } catch (IOException e) {
        // This node is down: another one then, after a moment.
        LockSupport.parkNanos(LOOK.toNanos());
      }
    }

    /** Nonces of one account are executed in order: with the last one all are. */
    private boolean isLastFinal(int node) throws IOException {
      String last = underWay.lastEntry().getKey();
      return isFinal(rpc.call(node, STATUS, List.of(last)).getFirst().path("result"));
    }

    private static boolean isFinal(JsonNode status) {
      return status.path("status").asText().equals("final");
    }

    private void noteFinalIfItAnswers(int node) {
      try {
        noteFinal(node);
      } catch (IOException e) {
        // Then nothing is known, and all of it is sent again.
        LockSupport.parkNanos(LOOK.toNanos());
      }
    }

    private void noteFinal(int node) throws IOException {
      List<String> hashes = List.copyOf(underWay.keySet());
      List<JsonNode> answers = rpc.call(node, STATUS, hashes);
      for (int i = 0; i < hashes.size(); i++) {
        JsonNode status = answers.get(i).path("result");
        if (isFinal(status)) {
          long height = status.path("blockNumber").asLong();
          learn(node, height);
          promises.transfer(height, hashes.get(i));
          underWay.remove(hashes.get(i));
        }
      }
    }

    private void learn(int node, long height) throws IOException {
      if (!promises.knows(height)) {
        JsonNode block = rpc.get(node, "/api/v1/blocks/" + height + "?limit=1");
        promises.block(node, height, block.path("summary").path("hash").asText());
      }
    }
  }
}
