package org.tetrarch.web.live;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.tetrarch.web.http.ProblemException;

/**
 * {@code GET /api/v1/events}: server-sent events. The request's own virtual thread writes for as
 * long as the client listens, so a client that does not read blocks nothing but that thread.
 */
public final class EventStream {

  private static final Duration PULSE = Duration.ofSeconds(5);
  private static final byte[] PULSE_FRAME = FrameSource.encode("pulse", true);

  private final LiveFeed feed;
  private final InstantSource clock;

  EventStream(LiveFeed feed, InstantSource clock) {
    this.feed = feed;
    this.clock = clock;
  }

  /** Serves one listener until it leaves or the server stops. */
  public void handle(Context context) throws IOException {
    FrameQueue queue =
        feed.join()
            .orElseThrow(
                () ->
                    ProblemException.of(
                        503,
                        "This node already has "
                            + LiveFeed.MAX_LISTENERS
                            + " listeners; try another node."));
    try {
      context.res().setContentType("text/event-stream;charset=utf-8");
      context.res().setHeader("Cache-Control", "no-store");
      write(context.res().getOutputStream(), queue);
    } finally {
      feed.leave(queue);
    }
  }

  private void write(OutputStream out, FrameQueue queue) throws IOException {
    try {
      send(out, FrameSource.encode("hello", Map.of("nowMillis", clock.millis())));
      while (!queue.isClosed()) {
        Optional<byte[]> frame = queue.next(PULSE);
        send(out, frame.orElse(PULSE_FRAME));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the server is stopping");
    }
  }

  private static void send(OutputStream out, byte[] frame) throws IOException {
    out.write(frame);
    out.flush();
  }
}
