package org.tetrarch.consensus.cluster;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import org.tetrarch.consensus.message.Batch;
import org.tetrarch.consensus.message.Digest;

/** A batch of numbered requests. */
public record TestBatch(List<Integer> requests, Digest digest) implements Batch {
  public TestBatch(List<Integer> requests) {
    this(List.copyOf(requests), sha256("batch " + requests));
  }

  public static TestBatch of(Integer... requests) {
    return new TestBatch(List.of(requests));
  }

  public static Digest sha256(String text) {
    try {
      return Digest.of(
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
