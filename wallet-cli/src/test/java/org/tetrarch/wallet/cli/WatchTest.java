package org.tetrarch.wallet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.tetrarch.ledger.transaction.SignedTransaction;

/** {@code wallet watch}. */
class WatchTest extends WalletTest {
  private static final long PATIENCE_SECONDS = 60;

  /** Starts watching, and lets this happen as soon as it has asked for the first state. */
  private int watchWhile(ThrowingRunnable happening, String... arguments) throws Exception {
    CompletableFuture<Integer> code = CompletableFuture.supplyAsync(() -> run(arguments));
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!node.methods().contains("pbft_getAccountProof") && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    happening.run();
    return code.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  private interface ThrowingRunnable {
    void run() throws Exception;
  }

  @Test
  void whatBecomesFinalIsShownOnceAndInOrder() throws Exception {
    SignedTransaction first = transfer(0, DEV1, "1.5");
    SignedTransaction second = transfer(1, STRANGER, "2");

    int code =
        watchWhile(
            () -> {
              node.chain().execute(first, second);
            },
            "watch",
            "dev0",
            "dev1",
            "--count",
            "2");

    assertThat(code).as("%s", err).isZero();
    List<String> lines = out.toString().lines().toList();
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0)).isEqualTo("Watching 2 accounts from block 0 on; Ctrl-C ends.");
    assertThat(lines.get(1)).contains("dev0 → dev1  1.5 TET  block 1  " + first.hash());
    assertThat(lines.get(2)).contains("dev1 → 0x0", "2 TET  block 1  " + second.hash());
  }

  @Test
  void jsonIsOneLineForEach() throws Exception {
    SignedTransaction transaction = transfer(0, STRANGER, "1");

    int code =
        watchWhile(
            () -> {
              node.chain().execute(transaction);
            },
            "watch",
            STRANGER,
            "--count",
            "1",
            "--json");

    assertThat(code).as("%s", err).isZero();
    assertThat(out.toString()).hasLineCount(1);
    JsonNode json = new JsonMapper().readTree(out.toString());
    assertThat(json.get("hash").textValue()).isEqualTo(transaction.hash().toHex());
    assertThat(json.get("from").textValue()).isEqualTo(DEV0);
    assertThat(json.get("valueWei").textValue()).isEqualTo("1000000000000000000");
  }

  @Test
  void aPaymentThatDoesNotComeEndsInTime() {
    assertThat(run("watch", STRANGER, "--count", "1", "--timeout", "1")).isEqualTo(5);
    assertThat(run("watch", STRANGER, "--timeout", "1")).isZero();
    assertFails(2, List.of("--count must be 1"), "watch", "--count", "0");
    assertFails(2, List.of("--timeout must be 1"), "watch", "--timeout", "0");
  }
}
