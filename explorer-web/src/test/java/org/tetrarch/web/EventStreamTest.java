package org.tetrarch.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tetrarch.ledger.transaction.SignedTransaction;
import org.tetrarch.web.fake.FakeNode;

/** Server-sent events, as a page receives them. */
final class EventStreamTest extends ServerTest {

  @Test
  void newBlockArrivesWithItsTransfersAndAgainWhenItIsCertified() throws Exception {
    try (Listener listener = new Listener()) {
      listener.next("hello");
      SignedTransaction transfer = FakeNode.aliceToBob(0, 1);
      node.chain.execute(transfer);
      JsonNode executed = listener.next("chain");
      assertThat(executed.at("/blocks/0/height").asLong()).isEqualTo(1);
      assertThat(executed.at("/blocks/0/certified").booleanValue()).isFalse();
      assertThat(executed.at("/transfers/0/hash").asText()).isEqualTo(transfer.hash().toHex());
      node.chain.certify(0, 1, 2);
      JsonNode certified = listener.next("chain");
      assertThat(certified.at("/certifiedHeight").asLong()).isEqualTo(1);
      assertThat(certified.at("/blocks/0/signers").toString()).isEqualTo("[0,1,2]");
    }
  }

  @Test
  void changeInTheReplicaSetArrives() throws Exception {
    try (Listener listener = new Listener()) {
      listener.next("hello");
      listener.next("network");
      node.consensus.disconnect(3);
      JsonNode network = listener.next("network");
      assertThat(network.at("/replicas/3/state").asText()).isEqualTo("unreachable");
      assertThat(network.at("/health/level").asText()).isEqualTo("degraded");
    }
  }

  @Test
  void manyBlocksAtOnceComeInFewFramesWithTheNewestOnTop() throws Exception {
    try (Listener listener = new Listener()) {
      listener.next("hello");
      for (int i = 0; i < 300; i++) {
        node.chain.finalise();
      }
      JsonNode frame = listener.next("chain");
      int frames = 1;
      while (frame.get("height").asLong() < 300) {
        frame = listener.next("chain");
        frames++;
      }
      assertThat(frames).isLessThan(100);
      assertThat(frame.get("blocks").size()).isLessThanOrEqualTo(20);
      assertThat(frame.at("/blocks/0/height").asLong()).isEqualTo(300);
    }
  }

  @Test
  void listenerThatNeverReadsHoldsUpNobody() throws Exception {
    try (Socket deaf = new Socket(InetAddress.getLoopbackAddress(), server.port());
        Listener listener = new Listener()) {
      deaf.setReceiveBufferSize(1024);
      deaf.getOutputStream()
          .write(
              "GET /api/v1/events HTTP/1.1\r\nHost: localhost\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      listener.next("hello");
      for (int i = 0; i < 50; i++) {
        node.chain.finalise(FakeNode.aliceToBob(i, 1));
      }
      JsonNode frame = listener.next("chain");
      while (frame.get("height").asLong() < 50) {
        frame = listener.next("chain");
      }
      assertThat(frame.get("certifiedHeight").asLong()).isEqualTo(50);
    }
  }

  @Test
  void listenersAreCountedAndForgottenWhenTheyLeave() throws Exception {
    try (Listener listener = new Listener()) {
      listener.next("hello");
      assertThat(client.get("/metrics").raw().body()).contains("tetrarch_web_listeners 1");
    }
    // The next frames are what shows that nobody is there.
    await()
        .atMost(20, TimeUnit.SECONDS)
        .untilAsserted(
            () -> {
              node.chain.finalise();
              assertThat(client.get("/metrics").raw().body()).contains("tetrarch_web_listeners 0");
            });
  }

  @Test
  void stoppingServerEndsTheStream() throws Exception {
    try (Listener listener = new Listener()) {
      listener.next("hello");
      server.close();
      await().atMost(10, TimeUnit.SECONDS).until(() -> !listener.reader.isAlive());
    }
  }

  /** Reads the stream as a browser does. */
  private final class Listener implements AutoCloseable {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final BlockingQueue<String[]> events = new LinkedBlockingQueue<>();
    private final Client own = new Client(server.port());
    private final Thread reader;

    Listener() throws Exception {
      HttpResponse<Stream<String>> response = own.lines("/api/v1/events");
      assertThat(response.headers().firstValue("Content-Type"))
          .isEqualTo(Optional.of("text/event-stream;charset=utf-8"));
      reader = Thread.ofVirtual().start(() -> read(response.body()));
    }

    private void read(Stream<String> lines) {
      String[] name = {""};
      try {
        lines.forEach(
            line -> {
              if (line.startsWith("event: ")) {
                name[0] = line.substring(7);
              } else if (line.startsWith("data: ")) {
                events.add(new String[] {name[0], line.substring(6)});
              }
            });
      } catch (UncheckedIOException e) {
        // The stream was cut, by either side.
      }
    }

    /** The data of the next event of a kind; others are passed over. */
    JsonNode next(String kind) throws Exception {
      while (true) {
        String[] event = events.poll(10, TimeUnit.SECONDS);
        assertThat(event).as("no event " + kind).isNotNull();
        if (event != null && event[0].equals(kind)) {
          return MAPPER.readTree(event[1]);
        }
      }
    }

    @Override
    public void close() {
      own.close();
    }
  }
}
